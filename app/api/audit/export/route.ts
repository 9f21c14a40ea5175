import { exportLog } from '#features/audit/export.ts'
import { admitted, fileOfPieces, sentence } from '../../answers.ts'

/** Hands out the whole audit log, to be verified elsewhere. */
export async function GET(): Promise<Response> {
  const { actor, answer } = await admitted('audit:verify')
  if (answer) return answer
  const exported = await exportLog(actor)
  if (!exported.ok) return sentence(409, exported)
  const { pieces, name } = exported.value
  return fileOfPieces(pieces, name, 'application/jsonl')
}
