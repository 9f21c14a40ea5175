import { z } from 'zod'
import { Missing, type Refusal } from '#domain/outcome.ts'
import { checkpointFile } from '#features/audit/checkpoints.ts'
import { admitted, file, sentence } from '../../../answers.ts'

/** PostgreSQL's integer. */
const number = z.coerce.number().int().positive().max(2_147_483_647)
const notThere: Refusal = { ok: false, reason: 'checkpointMissing' }

/** Hands out the checkpoint that covers the log through an event. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ sequence: string }> },
): Promise<Response> {
  const { actor, answer } = await admitted('audit:read')
  if (answer) return answer
  const { data: sequence } = number.safeParse((await params).sequence)
  if (sequence === undefined) return sentence(404, notThere)
  try {
    const { document } = await checkpointFile(actor, sequence)
    return file(Buffer.from(document), `checkpoint-${sequence}.json`, 'application/json')
  } catch (error) {
    if (error instanceof Missing) return sentence(404, notThere)
    throw error
  }
}
