import { readFile } from 'node:fs/promises'
import { type Checkpoint, isSigned, readCheckpoint } from '#domain/checkpoint.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'

type Reason = 'fileUnreadable' | 'checkpointUnreadable' | 'checkpointSignatureWrong'

/** The checkpoint in a file that was kept elsewhere, if its signature holds; null where none was given. */
export const heldCheckpoint = async (
  file: string | undefined,
): Promise<Outcome<Checkpoint | null, Reason>> => {
  if (file === undefined) return done(null)
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return refused('fileUnreadable', { file })
  const checkpoint = readCheckpoint(text)
  if (!checkpoint) return refused('checkpointUnreadable', { file })
  if (!isSigned(checkpoint)) return refused('checkpointSignatureWrong', { file })
  return done(checkpoint)
}
