// Calls to the chat API. The session is in an HttpOnly cookie, so no script ever holds it.

/** Rejects with { status, code, message, retryMs }; status 0 means nothing came back. */
export async function call(method, path, body) {
  const request = { method, headers: { accept: 'application/json' }, signal: AbortSignal.timeout(20000) };
  if (body) {
    request.headers['content-type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  const answer = await fetch(path, request).catch(() => null);
  if (!answer) throw { status: 0, code: 'offline', message: '' };
  const data = await answer.json().catch(() => null);
  if (answer.ok && data) return data;
  const seconds = Number(answer.headers.get('retry-after'));
  throw {
    status: answer.ok ? 0 : answer.status,
    code: data?.error?.code ?? 'unreadable',
    message: data?.error?.message ?? '',
    retryMs: seconds > 0 ? seconds * 1000 : null,
  };
}
