// Order page: copies goods, and looks again by itself while something can still change.
import { copyText } from './dom.js';

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (button) void copyText(button.dataset.copy, button, button.dataset.copied);
});

async function refresh() {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(15000) }).catch(() => null);
  if (answer?.ok) {
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = document.querySelector('main');
    const fresh = next.querySelector('main');
    if (fresh && fresh.innerHTML !== now.innerHTML) now.replaceWith(fresh);
    document.documentElement.dataset.refresh = next.documentElement.dataset.refresh ?? '0';
  }
  plan();
}

function plan() {
  const seconds = Number(document.documentElement.dataset.refresh);
  if (seconds > 0) setTimeout(refresh, seconds * 1000);
}

plan();
