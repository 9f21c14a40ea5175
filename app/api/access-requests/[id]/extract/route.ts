import { refused } from '#domain/outcome.ts'
import { handOutExtract } from '#features/reports/extract-command.ts'
import { extractInput } from '#features/reports/schema.ts'
import { handsOut, isFromHere } from '../../../answers.ts'

/** Makes the extract of a request and hands it out: each call is another one, on record. */
export const POST = handsOut(
  'accessRequests:handle',
  async (actor, id, request) => {
    if (!isFromHere(request)) return refused('fromElsewhere')
    const form = await request.formData().catch(() => new FormData())
    const input = extractInput.safeParse(Object.fromEntries(form))
    return input.success ? handOutExtract(actor, id, input.data) : refused('notUnderstood')
  },
  { missing: 'requestMissing', gone: 409 },
)
