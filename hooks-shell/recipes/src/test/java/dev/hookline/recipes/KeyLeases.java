package dev.hookline.recipes;

import dev.hookline.core.ledger.LedgerException;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoordinationV1Api;
import io.kubernetes.client.openapi.models.V1Lease;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/** The Leases of a namespace that are a ledger's. */
record KeyLeases(CoordinationV1Api api, String namespace) {
  private static final String LABEL = "app.kubernetes.io/managed-by";
  private static final String OWNER = "hookline";

  Optional<V1Lease> read(String name) {
    try {
      return Optional.of(api.readNamespacedLease(name, namespace).execute());
    } catch (ApiException e) {
      return emptyIf(HttpURLConnection.HTTP_NOT_FOUND, e, "read");
    }
  }

  List<V1Lease> all() {
    try {
      return api.listNamespacedLease(namespace)
          .labelSelector(LABEL + "=" + OWNER)
          .execute()
          .getItems();
    } catch (ApiException e) {
      throw trouble(e, "listed");
    }
  }

  /** Writes a Lease as it was read and then changed, or a new one; empty if another was faster. */
  Optional<V1Lease> write(V1Lease lease) {
    lease.getMetadata().putLabelsItem(LABEL, OWNER);
    boolean isNew = lease.getMetadata().getResourceVersion() == null;
    try {
      return Optional.of(isNew ? create(lease) : replace(lease));
    } catch (ApiException e) {
      return !isNew && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? Optional.empty()
          : emptyIf(HttpURLConnection.HTTP_CONFLICT, e, "written");
    }
  }

  private V1Lease create(V1Lease lease) throws ApiException {
    return api.createNamespacedLease(namespace, lease).execute();
  }

  private V1Lease replace(V1Lease lease) throws ApiException {
    return api.replaceNamespacedLease(lease.getMetadata().getName(), namespace, lease).execute();
  }

  private Optional<V1Lease> emptyIf(int code, ApiException e, String act) {
    if (e.getCode() == code) {
      return Optional.empty();
    }
    throw trouble(e, act);
  }

  private LedgerException trouble(ApiException e, String act) {
    String answer =
        e.getCode() == 0 ? String.valueOf(e.getCause()) : e.getCode() + " " + e.getResponseBody();
    return LedgerException.of(
        "Leases of namespace %s cannot be %s: %s; see that the API server can be reached, and that"
                .formatted(namespace, act, answer.strip())
            + " the service account may get, list, create and update leases");
  }
}
