import { getTranslations } from 'next-intl/server'
import type { Assigned } from '#domain/offboarding/assignment.ts'

type AssignedLineProps = {
  assigned: Assigned
  /** Whether the app is named here. */
  isNamed?: boolean
}

/** An assignment as it is made again: the app, how it was assigned, and to whom. */
export async function AssignedLine({ assigned, isNamed = true }: AssignedLineProps) {
  const t = await getTranslations('offboardings.evidence')
  const { app, name, intent, target, group } = assigned
  const how = t('assigned', { intent, target, group: group ?? '' })
  return isNamed ? t('assignedOf', { app: name ?? app, how }) : how
}
