import { readFile } from 'node:fs/promises'

/** What became of something a member sent off; `lost`: no answer, or one that says nothing of it. */
export type Answer =
  | { kind: 'done'; to: string | null }
  | { kind: 'refused'; reason: string }
  | { kind: 'signedOut' }
  | { kind: 'lost'; why: string }

export type Browser = {
  /** The status of a page; 0 without an answer. Whoever is sent to sign in is told 401. */
  page(path: string): Promise<number>
  act(action: string, path: string, fields: Fields): Promise<Answer>
}
type Fields = Record<string, string | Blob>

export const password = 'tuno-bora-namo-kesa-deta'
const patienceMs = 45_000

/** The ids by which the build at hand knows its Server Actions. */
const actionIds = async (): Promise<Map<string, string>> => {
  const text = await readFile('.next/server/server-reference-manifest.json', 'utf8')
  const { node }: { node: Record<string, { exportedName: string }> } = JSON.parse(text)
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
}

/** Signs in as a browser does, from an address of its own: tries from one address are counted together. */
export const signIn = async (url: string, login: string, address: string): Promise<Browser> => {
  const from = { 'x-forwarded-for': address }
  const within = () => ({ signal: AbortSignal.timeout(patienceMs), redirect: 'manual' as const })
  const asked = await fetch(`${url}/api/auth/csrf`, { headers: from, ...within() })
  const { csrfToken }: { csrfToken: string } = await asked.json()
  const cookies = (response: Response) =>
    response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { ...from, cookie: cookies(asked).join('; ') },
    body: new URLSearchParams({ login, password, csrfToken, json: 'true' }),
    ...within(),
  })
  const cookie = cookies(answer).find((each) => each.startsWith('pomona-session='))
  if (!cookie) throw new Error(`${login} could not sign in`)
  const ids = await actionIds()
  return {
    page: async (path) => {
      try {
        const response = await fetch(`${url}${path}`, { headers: { cookie }, ...within() })
        await response.arrayBuffer()
        return response.headers.get('location')?.includes('/sign-in') ? 401 : response.status
      } catch {
        return 0
      }
    },
    act: async (action, path, fields) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
      body.append('0', '["$K1"]')
      const headers = {
        cookie,
        origin: url,
        accept: 'text/x-component',
        'next-action': ids.get(action) ?? '',
      }
      try {
        const response = await fetch(`${url}${path}`, { method: 'POST', headers, body, ...within() })
        return answerOf(response, await response.text())
      } catch (error) {
        return { kind: 'lost', why: error instanceof Error ? error.message : String(error) }
      }
    },
  }
}

/** Next sends an action's answer as row 1 of React's stream, and where it leads to in a header. */
const answerOf = (response: Response, text: string): Answer => {
  const to = response.headers.get('x-action-redirect')?.split(';')[0] ?? null
  if (to?.startsWith('/sign-in')) return { kind: 'signedOut' }
  if (to !== null) return { kind: 'done', to }
  const row = /^1:(\{"ok":.*)$/m.exec(text)?.[1]
  if (response.status !== 200 || row === undefined) return { kind: 'lost', why: `status ${response.status}` }
  const told: { ok: boolean; reason?: string } = JSON.parse(row)
  return told.ok ? { kind: 'done', to: null } : { kind: 'refused', reason: told.reason ?? '' }
}
