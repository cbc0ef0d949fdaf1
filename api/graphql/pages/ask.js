// Asking the service, with the API key that is in the field; it is kept nowhere else.

const ENDPOINT = new URL('graphql', document.baseURI);
const key = document.getElementById('key');

// The headers of a request, the key's among them where there is one and none is given.
export function headers(given = {}) {
  const all = new Headers(given);
  const token = key.value.trim();
  if (token && !all.has('authorization')) all.set('authorization', `Bearer ${token}`);
  return all;
}

// Send a request of GraphiQL as it is, but for the key.
export function send(_, options) {
  return fetch(ENDPOINT, { ...options, headers: headers(options.headers) });
}

// Ask a question: the response, and its body read as JSON (null where it is none).
export async function ask(query, variables) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: headers({
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
    }),
    body: JSON.stringify(variables ? { query, variables } : { query }),
  });
  return { response, body: await response.json().catch(() => null) };
}

export function onKeyChange(react) {
  key.addEventListener('change', react);
}
