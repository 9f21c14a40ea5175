import { refused } from '#domain/outcome.ts'
import { handOutExtract } from '#features/reports/extract-command.ts'
import { extractInput } from '#features/reports/schema.ts'
import { handsOut, isFromHere } from '../../../answers.ts'
import { bodyWithin } from '../../../body-within.ts'

/** Of a form with a few choices. */
const mostBytes = 64 * 1024

/** Makes the extract of a request and hands it out: each call is another one, on record. */
export const POST = handsOut(
  'accessRequests:handle',
  async (actor, id, request) => {
    if (!isFromHere(request)) return refused('fromElsewhere')
    const body = await bodyWithin(request, mostBytes)
    if (!body) return refused('sentTooMuch')
    const sent = new Response(body, {
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    })
    const form = await sent.formData().catch(() => new FormData())
    const input = extractInput.safeParse(Object.fromEntries(form))
    return input.success ? handOutExtract(actor, id, input.data) : refused('notUnderstood')
  },
  { missing: 'requestMissing', gone: 409 },
)
