// A page on which somebody pays in the vendor's own form. It only opens that form: whether money came is the gateway's
// to say, so every end of it leads to the same page, and nothing here is ever told to the server.
const form = document.getElementById('embed');
const { kind, global, token, next } = form.dataset;
const button = document.getElementById('pay');
const note = document.getElementById('embed-note');
/** A script that is blocked or slow is given up, and the other way is shown. */
const SCRIPT_MS = 20_000;
const LOOK_MS = 100;

/** The function a script put there under a dotted name, and what it belongs to. */
function named(path) {
  const parts = path.split('.');
  const last = parts.pop();
  const owner = parts.reduce((at, part) => at?.[part], window);
  return typeof owner?.[last] === 'function' ? (...args) => owner[last](...args) : null;
}

const leave = () => location.assign(next);
const say = (what) => {
  note.textContent = form.dataset[what] ?? '';
  note.hidden = note.textContent === '';
};

const KINDS = {
  /** One call with the token; the vendor shows its form above the page. */
  token_call: (call) => {
    say('');
    call(token, { onSuccess: leave, onPending: leave, onError: () => say('failed'), onClose: () => say('closed') });
  },
  /** The script makes a token of the card; that alone goes to the server, which charges it once. */
  card_fields: (call) => {
    const fields = [...document.querySelectorAll('#card input')];
    const card = Object.fromEntries(fields.map((field) => [field.dataset.card, field.value.replaceAll(/\D/g, '')]));
    if (Object.values(card).some((value) => value === '')) return say('empty');
    say('');
    button.disabled = true;
    const again = (what) => {
      button.disabled = false;
      say(what);
    };
    const made = (answer) => {
      const token = answer?.[document.getElementById('card').dataset.answer];
      if (typeof token !== 'string') return again('failed');
      for (const field of fields) field.value = '';
      charge(token).then(
        () => location.reload(),
        () => again('failed'),
      );
    };
    call(card, { onSuccess: made, onFailure: () => again('failed') });
  },
};

async function charge(token) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${location.pathname}/charge`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  });
  // Somebody else's card, or this one a second time: the page knows how it stands.
  if (!response.ok && response.status !== 409) throw new Error(String(response.status));
}

function ready(call) {
  button.disabled = false;
  button.addEventListener('click', () => {
    try {
      KINDS[kind](call);
    } catch {
      say('failed');
    }
  });
}

function wait(until) {
  const call = named(global);
  if (call) return ready(call);
  if (performance.now() > until) return say('missing');
  setTimeout(wait, LOOK_MS, until);
}
wait(performance.now() + SCRIPT_MS);
