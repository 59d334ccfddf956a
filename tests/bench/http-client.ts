/**
 * One keep-alive HTTP connection that costs next to nothing, because the load shares the machine with what it measures.
 * One request at a time; understands answers with a Content-Length, which is what both sides of a comparison send.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}

export interface Connection {
  /** Sends a whole request (head and body) as it will stand on the wire. */
  send(request: Buffer): Promise<Answer>;
  close(): void;
}

const ANSWER_MS = 30_000;

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return overSocket(socket);
}

function overSocket(socket: Socket): Connection {
  let received = '';
  let pending: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  const fail = (error: Error) => {
    pending?.reject(error);
    pending = null;
  };
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error(`no answer in ${ANSWER_MS} ms`)));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('connection closed')));
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    const answer = wholeAnswer(received);
    if (!answer) return;
    received = '';
    const one = pending;
    pending = null;
    one?.resolve(answer);
  });
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        if (socket.destroyed) fail(new Error('connection closed'));
        else socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function wholeAnswer(received: string): Answer | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0);
  const body = received.slice(headEnd + 4);
  if (body.length < length) return null;
  return { status: Number(received.slice(9, 12)), body: Buffer.from(body, 'latin1').toString() };
}

/** A request with a JSON body, ready to send. */
export function requestBytes(method: string, path: string, body = '', headers: Record<string, string> = {}): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const type = body === '' ? '' : 'content-type: application/json\r\n';
  const length = body === '' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${type}${length}${lines.join('')}\r\n${body}`);
}
