import { getTranslations } from 'next-intl/server'
import type { Source } from '#domain/grade.ts'
import type { StatedConnection } from '../stated.ts'

/** Whose word a stated connection is; what its file told has that for its evidence. */
export const statedSource = async (
  { statedBy: by, statedAt, origin }: Pick<StatedConnection, 'statedBy' | 'statedAt' | 'origin'>,
  isFromFile: boolean,
): Promise<Source> => {
  const at = statedAt.toISOString()
  return isFromFile && origin === 'file'
    ? { grade: 'stated', by, at, evidence: (await getTranslations('stated'))('evidence') }
    : { grade: 'stated', by, at }
}
