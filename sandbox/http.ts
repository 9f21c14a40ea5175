import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from './json.ts'

/** `bytes` is JSON that was written before, sent as it is instead of `body`. */
export type Reply = { status: number; body?: Json; bytes?: Buffer; headers?: Record<string, string> }

/** The answer's JSON as it goes over the wire; empty where there is none. */
export const wireOf = ({ body, bytes }: Reply): Buffer =>
  bytes ?? Buffer.from(body === undefined ? '' : JSON.stringify(body))

const bodyLimit = 1_000_000

/** The request's body as text. Rejects where it is longer than any call the sandbox knows. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > bodyLimit) throw new RangeError('The body is too large.')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export const send = (response: ServerResponse, reply: Reply): void => {
  const { status, headers } = reply
  const wire = wireOf(reply)
  if (wire.length === 0) {
    response.writeHead(status, headers).end()
    return
  }
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(wire.length),
      ...headers,
    })
    .end(wire)
}
