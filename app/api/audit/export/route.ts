import { can } from '#domain/actor.ts'
import { currentSession } from '#features/access/guard.ts'
import { exportLog } from '#features/audit/export.ts'
import { denied, fileOfPieces, sentence, signInFirst } from '../../answers.ts'

/** Hands out the whole audit log, to be verified elsewhere. */
export async function GET(): Promise<Response> {
  const state = await currentSession()
  if (state.kind !== 'present') return signInFirst()
  const { actor } = state.present
  if (!can(actor, 'audit:verify')) return denied('audit:verify')
  const exported = await exportLog(actor)
  if (!exported.ok) return sentence(409, exported)
  const { pieces, name } = exported.value
  return fileOfPieces(pieces, name, 'application/jsonl')
}
