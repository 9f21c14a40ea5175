import { isObject, type Json, type JsonObject, parseJson, textOf } from './json.ts'
import { type Registration, readClient, tenantId } from './registrations.ts'

export type Answer = { status: number; body: JsonObject; headers: Headers }

/** Somebody who calls the sandbox over HTTP, as tests do. */
export type Visitor = {
  token: string
  get(path: string): Promise<Answer>
  send(method: 'POST' | 'DELETE', path: string, body?: Json): Promise<Answer>
  /** All rows of a collection, and how many rows each page held. */
  all(path: string): Promise<{ rows: JsonObject[]; pageSizes: number[] }>
}

const answerOf = async (response: Response): Promise<Answer> => {
  const body = parseJson((await response.text()) || 'null')
  return { status: response.status, body: isObject(body) ? body : {}, headers: response.headers }
}

/** Posts a token request; members given here replace those of the reading registration. */
export const askForToken = async (
  url: string,
  form: Record<string, string> = {},
  tenant: string = tenantId,
): Promise<Answer> => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: readClient.clientId,
    client_secret: readClient.secret,
    scope: `${url}/.default`,
    ...form,
  })
  return answerOf(await fetch(`${url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body }))
}

/** Rows of an answered page. */
export const rowsOf = ({ body }: Answer): JsonObject[] =>
  Array.isArray(body.value) ? body.value.filter(isObject) : []

/** Code and message of an error answer. */
export const errorOf = ({ body }: Answer): { code: string; message: string } => {
  const error = isObject(body.error) ? body.error : {}
  return { code: textOf(error, 'code') ?? '', message: textOf(error, 'message') ?? '' }
}

/** Signs in with a secret and returns a caller that bears the token. */
export const visit = async (url: string, client: Registration = readClient): Promise<Visitor> => {
  const signedIn = await askForToken(url, { client_id: client.clientId, client_secret: client.secret ?? '' })
  const token = textOf(signedIn.body, 'access_token') ?? ''
  const call = async (method: string, address: string, body?: Json): Promise<Answer> =>
    answerOf(
      await fetch(address, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  return {
    token,
    get: (path) => call('GET', `${url}${path}`),
    send: (method, path, body) => call(method, `${url}${path}`, body),
    all: async (path) => {
      const rows: JsonObject[] = []
      const pageSizes: number[] = []
      let link: string | null = `${url}${path}`
      while (link) {
        const page = await call('GET', link)
        if (page.status !== 200) throw new Error(`${link} answered ${page.status}`)
        const found = rowsOf(page)
        rows.push(...found)
        pageSizes.push(found.length)
        link = textOf(page.body, '@odata.nextLink')
      }
      return { rows, pageSizes }
    },
  }
}
