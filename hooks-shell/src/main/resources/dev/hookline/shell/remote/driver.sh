# Runs the script in $hl_s with the arguments in $@, in a process group of its own, and reports how
# it ended. Read by any POSIX shell, with words between at signs replaced. The input of this shell is
# the lifeline: its end ends the script.
# A name that no one can guess, and -C, do what mktemp does, without a program.
hl_h=${TMPDIR:-/tmp}/hookline.@name@
(umask 077;set -C;:>"$hl_h") 2>/dev/null||hl_h=/dev/null
hl_u=$hl_h
export HOOKLINE_OUTPUT="$hl_h"
exec 3<&0 </dev/null
hl_g=setsid
command -v setsid >/dev/null 2>&1||hl_g=
# The text comes from a descriptor, so that it is in no file and in no list of processes.
printf '%s\n' "$hl_s"|(@cd@exec $hl_g @interpreter@ /dev/fd/4 "$@") 4<&0 </dev/null 3<&- 2>&1 &
hl_l=$!
# Without setsid the group is that of this shell. A script that has not got to its own is found by id.
hl_k(){ if [ "$hl_g" ];then kill -s $1 -- -$hl_l||kill -s $1 $hl_l;else kill -s $1 0;fi;}
# The watcher holds neither output, for which sshd would wait.
(read -r hl_x;trap '' TERM;hl_k TERM;hl_i=@tenths@;while [ $hl_i -gt 0 ]&&hl_k 0;do sleep .1||{ sleep 1;hl_i=$((hl_i-9));};hl_i=$((hl_i-1));done;hl_k KILL) <&3 >/dev/null 2>&1 &
hl_w=$!
exec 3<&-
trap 'kill -s TERM $hl_l' TERM HUP INT
trap '' PIPE
while wait $hl_l 2>/dev/null;hl_c=$?;kill -s 0 $hl_l 2>/dev/null;do :;done
# Ends a watcher that still reads; one that is ending the group ends when that is done.
kill $hl_w 2>/dev/null
wait $hl_w 2>/dev/null
[ -f "$hl_h" ]||hl_h=/dev/null
exec 5<"$hl_h"
hl_e=
[ -s "$hl_h" ]||hl_e=1
[ "$hl_h" = /dev/null ]||rm -f "$hl_h"
printf '%s<%s %s\n' @marker@ $hl_c "$hl_u"
[ "$hl_e" ]||cat <&5
printf '%s.' @marker@
exit $hl_c
