import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from './json.ts'

export type Reply = { status: number; body?: Json; headers?: Record<string, string> }

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

export const send = (response: ServerResponse, { status, body, headers }: Reply): void => {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  const text = JSON.stringify(body)
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      ...headers,
    })
    .end(text)
}
