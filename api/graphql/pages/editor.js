// GraphiQL, from files elsewhere that must be the very files this page was written for.

import { send } from './ask.js';

// Load GraphiQL and show it; false where that fails or takes longer than `patience` (ms).
export async function openGraphiql(assets, examples, patience) {
  const elements = assets.map(element);
  const loaded = Promise.all(elements.map(arrival));
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error('late')), patience));
  document.head.append(...elements);
  try {
    await Promise.race([loaded, late]);
  } catch {
    // what arrives later must not dress the plain editor
    elements.forEach((each) => each.remove());
    return false;
  }
  mount(examples);
  return true;
}

function element({ url, integrity }) {
  const made = document.createElement(url.endsWith('.css') ? 'link' : 'script');
  const address = made instanceof HTMLLinkElement ? { rel: 'stylesheet', href: url } : { src: url, async: false };
  return Object.assign(made, { integrity, crossOrigin: 'anonymous' }, address);
}

function arrival(made) {
  return new Promise((resolve, reject) => {
    made.addEventListener('load', resolve);
    made.addEventListener('error', reject);
  });
}

function mount(examples) {
  const { React, ReactDOM, GraphiQL } = window;
  const place = document.getElementById('graphiql');
  document.body.classList.add('wide');
  place.hidden = false;
  const fetcher = GraphiQL.createFetcher({ url: '/graphql', fetch: send });
  const defaultTabs = examples.map(({ query }) => ({ query }));
  ReactDOM.createRoot(place).render(React.createElement(GraphiQL, { fetcher, defaultTabs }));
}
