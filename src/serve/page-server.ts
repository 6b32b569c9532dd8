/** Serves the page to this machine: its files, and answers of the desk as JSON. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FlowproofError, messageOf } from '../errors.js';
import type { FailureAnswer } from '../page/answers.js';
import type { Desk } from './desk.js';
import type { PageFile } from './page-files.js';

const LOOPBACK = '127.0.0.1';

/**
 * Nothing comes from elsewhere, and nothing goes there. KaTeX places its boxes by style attributes; formulas are compiled to
 * straight-line code (`compile.ts`: operators, numbers and slots, no text of an author), and the integrator has a WebAssembly kernel.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export interface PageServer {
  readonly address: string;
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

/**
 * @param port 0 for any that is free.
 * @throws FlowproofError `port-in-use`, `port-refused`.
 */
export async function servePage(
  desk: Desk,
  files: ReadonlyMap<string, PageFile>,
  port: number,
): Promise<PageServer> {
  const server = createServer((request, response) => {
    const served = (server.address() as AddressInfo | null)?.port ?? port;
    void respond(desk, files, served, request, response);
  });
  await listening(server, port);
  const { port: served } = server.address() as AddressInfo;
  return {
    address: `http://${LOOPBACK}:${served}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        new FlowproofError({
          code: error.code === 'EADDRINUSE' ? 'port-in-use' : 'port-refused',
          message:
            error.code === 'EADDRINUSE'
              ? `port ${port} is in use by another program`
              : `port ${port} cannot be listened on: ${error.message}`,
          expected: 'a free port of this machine',
          hint: 'leave --port out to take any that is free',
        }),
      );
    });
    server.listen(port, LOOPBACK, done);
  });
}

async function respond(
  desk: Desk,
  files: ReadonlyMap<string, PageFile>,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  try {
    const { method = 'GET', url = '/' } = request;
    requireOurs(request, port);
    const { pathname, searchParams } = new URL(url, `http://${LOOPBACK}`);
    const file = files.get(pathname);
    if (file !== undefined && (method === 'GET' || method === 'HEAD')) {
      response.setHeader('Content-Type', file.type);
      response.end(method === 'HEAD' ? undefined : file.bytes);
      return;
    }
    const name = searchParams.get('name') ?? '';
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    send(response, 200, await answerOf(desk, `${method} ${pathname}`, name, gone.signal));
  } catch (error) {
    fail(response, error);
  }
}

async function answerOf(desk: Desk, request: string, name: string, signal: AbortSignal): Promise<unknown> {
  switch (request) {
    case 'GET /api/derivations':
      return desk.list();
    case 'POST /api/reload':
      return desk.reload();
    case 'GET /api/claim':
      return desk.claim(name);
    case 'POST /api/verdict':
      return desk.verdict(name, signal);
    default:
      throw new FlowproofError({ code: 'no-such-page', message: `there is nothing at ${request}` });
  }
}

/**
 * A page of another site must neither read this one (by a name of its own that leads here) nor make it work.
 * @throws FlowproofError `foreign-request`.
 */
function requireOurs({ headers }: IncomingMessage, port: number): void {
  const hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  const { host = '', origin } = headers;
  if (hosts.includes(host) && (origin === undefined || hosts.some((own) => origin === `http://${own}`)))
    return;
  throw new FlowproofError({
    code: 'foreign-request',
    message: 'this page is for the machine it runs on',
    expected: `a request to ${hosts.join(' or ')} from a page of the same`,
    found: origin ?? host,
  });
}

const STATUS: Readonly<Record<string, number>> = {
  'foreign-request': 403,
  'no-such-page': 404,
  'unknown-claim': 404,
  'not-checked': 409,
};

function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  if (error instanceof FlowproofError) {
    const { code, message, expected, hint } = error;
    send(response, STATUS[code] ?? 400, { code, message, expected, hint } satisfies FailureAnswer);
    return;
  }
  send(response, 500, { code: 'internal', message: messageOf(error) } satisfies FailureAnswer);
}

function send(response: ServerResponse, status: number, answer: unknown): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(answer));
}
