// Which editor: GraphiQL where its files arrive in time, else the plain one, which needs no network.

import { ask, onKeyChange } from './ask.js';
import { openConsole } from './console.js';
import { openGraphiql } from './editor.js';

const PATIENCE = 2000; // milliseconds, where nobody asked for GraphiQL
const INSISTENCE = 30000; // milliseconds, where somebody did

const { examples, assets } = JSON.parse(document.getElementById('content').textContent);
const wish = new URLSearchParams(location.search).get('editor');
const notice = document.getElementById('notice');

const KNOWN = `{ revision { number } term(name: "dp:data-analyst") { name } }`;

await choose();
await look();
onKeyChange(look);

async function choose() {
  if (wish !== 'plain') {
    const patience = wish === 'graphiql' ? INSISTENCE : PATIENCE;
    if (await openGraphiql(assets, examples, patience)) return;
  }
  openConsole(examples);
  const link = document.getElementById('other-editor');
  link.href = '?editor=graphiql';
  link.textContent = wish === 'plain' ? 'GraphiQL' : 'GraphiQL did not load: try again';
}

// Say what is loaded, and how to get data where nothing is.
async function look() {
  const { response, body } = await ask(KNOWN).catch(() => ({}));
  const number = body?.data?.revision?.number;
  document.getElementById('revision').textContent = number ? `revision ${number}` : '';
  if (!response) say('The service cannot be reached.');
  else if (response.status === 401) say('This service wants an API key: ', 'waymark key create NAME', ' makes one.');
  else if (number === 0) say('Nothing is loaded yet: ', 'waymark demo', ' loads the example curriculum that these queries ask about.');
  else if (number && !body.data.term) say('Other data than the example curriculum is loaded: put your names in place of the examples’.');
  else say('');
}

function say(before, command, after) {
  const code = document.createElement('code');
  code.textContent = command ?? '';
  notice.replaceChildren(before, ...(command ? [code, after] : []));
  notice.hidden = before === '';
}
