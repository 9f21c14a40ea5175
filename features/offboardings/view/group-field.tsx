import { getTranslations } from 'next-intl/server'
import { SelectField } from '#components/select-field.tsx'
import type { Group } from '../groups.ts'

/** More are found one by one: nobody reads a list of thousands of locations. */
const most = 200

/** Groups of one connection that people know by another name than the connection's. */
const known: ReadonlySet<string> = new Set(['organisation', 'location', 'scopeTag'])

/** Whether it is worth being chosen at once. */
export const isOffered = ({ kind, connectionIds }: Group): boolean =>
  connectionIds.length > (known.has(kind) ? 0 : 1)

/** Connections that belong together, to be chosen at once. */
export async function GroupField({ groups }: { groups: Group[] }) {
  const t = await getTranslations('offboardings')
  const offered = groups.filter(isOffered).slice(0, most)
  return (
    <SelectField
      name="group"
      label={t('scope.group')}
      options={offered.map(({ kind, value, connectionIds }) => ({
        value: `${kind}:${value}`,
        label: t(`scope.groups.${kind}`, { name: value, count: connectionIds.length }),
      }))}
    />
  )
}
