(function () {
  var nav = document.querySelector('nav');
  var search = document.createElement('input');
  search.type = 'search';
  search.placeholder = 'Search hooks, commands, output';
  search.setAttribute('aria-label', search.placeholder);
  var only = document.createElement('input');
  only.type = 'checkbox';
  var label = document.createElement('label');
  label.append(only, 'only what did not go well');
  var found = document.createElement('span');
  found.setAttribute('role', 'status');
  nav.append(search, label, found);
  var items;
  function all() {
    if (!items) {
      items = Array.from(document.querySelectorAll('.h,.k li,tbody tr,.fail'), function (e) {
        return { e: e, text: e.textContent.toLowerCase(), bad: !e.matches('.s,.k li,.ok') };
      });
    }
    return items;
  }
  function filter() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    all().forEach(function (item) {
      var match = (!only.checked || item.bad) && words.every(function (w) {
        return item.text.includes(w);
      });
      item.e.hidden = !match;
      count += match && item.e.matches('.h,.k li') ? 1 : 0;
    });
    document.querySelectorAll('.k').forEach(function (group) {
      group.hidden = !group.querySelector('li:not([hidden])');
      group.open = words.length > 0 && !group.hidden;
    });
    var asks = words.length > 0 || only.checked;
    document.body.classList.toggle('asked', asks);
    found.textContent = asks ? count + (count === 1 ? ' hook' : ' hooks') : '';
  }
  search.addEventListener('input', filter);
  only.addEventListener('change', filter);
})();
