import { isWireRecord, parsedJson, reading } from './wire-record.ts'

/** What an error body says. `code` is for branching, `words` is only ever searched, never shown. */
export type GraphError = { code: string; words: string }

type ErrorShape = { error: unknown; code: unknown; message: unknown }
type IntuneMessage = { Message: unknown; CustomApiErrorPhrase: unknown; ErrorCode: unknown }

/**
 * Reads `{ error: { code, message } }` ("Microsoft Graph error responses and resource types"). Intune's own
 * backends put a JSON text inside `message`; its words are taken out where they can be.
 */
export const graphErrorOf = (text: string): GraphError => {
  const body = parsedJson(text)
  const error = isWireRecord(body) ? reading<ErrorShape>(body).record('error') : {}
  const fields = reading<ErrorShape>(error)
  const message = fields.text('message') ?? ''
  const inner = parsedJson(message)
  if (!isWireRecord(inner)) return { code: fields.text('code') ?? '', words: message }
  const intune = reading<IntuneMessage>(inner)
  const words = [intune.text('Message'), intune.text('CustomApiErrorPhrase'), intune.text('ErrorCode')]
  return { code: fields.text('code') ?? '', words: words.filter((part) => part !== null).join(' ') }
}

/** The permissions a 403 text names, e.g. `DeviceManagementApps.Read.All`, each once, in its order. */
export const permissionsNamedIn = (words: string): string[] => [
  ...new Set(words.match(/\b[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\.All\b/g) ?? []),
]

/**
 * Whether a refused write waits for a second administrator. Where Multi Admin Approval is on, app-only writes
 * are answered 400 and only the text says why: it asks for an `x-msft-approval-...` header.
 */
export const asksForApproval = (words: string): boolean =>
  /multi[\s-]?admin|x-msft-approval|approval\s?(?:request|justification|code)/i.test(words)

/**
 * Whether Intune does not serve this tenant at all. Besides 404 it is answered as 400 `BadRequest`, a code that
 * stands for everything, with the words "Request not applicable to target tenant".
 */
export const tellsOfNoIntune = (words: string): boolean => /not applicable to target tenant/i.test(words)
