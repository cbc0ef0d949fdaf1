// The plain editor: everything it needs comes from the service itself.

import { ask } from './ask.js';

const DIGEST = /sha256:[0-9a-f]{64}/;

const query = document.getElementById('query');
const variables = document.getElementById('variables');
const outcome = document.getElementById('outcome');
const answer = document.getElementById('answer');
const form = document.getElementById('question');

let lastDigest = null;
let asked = 0;

// Show the editor with the first example in it.
export function openConsole(examples) {
  const buttons = examples.map((example) => button(example));
  document.getElementById('examples').replaceChildren(...buttons.map(listed));
  buttons.forEach((each, place) =>
    each.addEventListener('click', () => choose(examples[place], each, buttons)),
  );
  choose(examples[0], buttons[0], buttons);
  form.addEventListener('submit', submit);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
  });
  document.getElementById('console').hidden = false;
}

function button(example) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = example.title;
  return made;
}

function listed(each) {
  const item = document.createElement('li');
  item.append(each);
  return item;
}

function choose(example, chosen, buttons) {
  buttons.forEach((each) => each.removeAttribute('aria-current'));
  chosen.setAttribute('aria-current', 'true');
  document.getElementById('about').textContent = example.about;
  query.value = example.query;
  query.setSelectionRange(0, 0);
  query.scrollTop = 0;
  const wanted = example.query.includes('$digest') && lastDigest;
  variables.value = wanted ? JSON.stringify({ digest: lastDigest }, null, 2) : '';
}

async function submit(event) {
  event.preventDefault();
  const turn = (asked += 1);
  let given;
  try {
    given = variables.value.trim() ? JSON.parse(variables.value) : null;
  } catch (error) {
    show('bad', `The variables are no JSON: ${error.message}`, '');
    variables.focus();
    return;
  }
  show('busy', 'Asking …', answer.textContent);
  const began = performance.now();
  try {
    const { response, body } = await ask(query.value, given);
    // an earlier question must not overwrite the answer to a later one
    if (turn === asked) report(response, body, performance.now() - began);
  } catch {
    if (turn === asked) show('bad', 'The service cannot be reached.', '');
  }
}

function report(response, body, milliseconds) {
  const count = body?.errors?.length ?? 0;
  const errors = count === 0 ? 'no errors' : count === 1 ? '1 error' : `${count} errors`;
  const said = `HTTP ${response.status} · ${errors} · ${Math.round(milliseconds)} ms`;
  const text = body === null ? 'The answer is no JSON.' : JSON.stringify(body, null, 2);
  lastDigest = DIGEST.exec(text)?.[0] ?? lastDigest;
  show(response.ok && count === 0 && body !== null ? 'good' : 'bad', said, text);
}

function show(state, said, text) {
  outcome.dataset.state = state;
  outcome.textContent = said;
  answer.textContent = text;
  answer.scrollTop = 0;
}
