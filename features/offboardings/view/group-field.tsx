import { getTranslations } from 'next-intl/server'
import { SelectField } from '#components/select-field.tsx'
import type { Group } from '../groups.ts'

/** More are found one by one: nobody reads a list of thousands of locations. */
const most = 200

/** Connections that belong together, to be chosen at once; of those with one connection it is chosen by itself. */
export async function GroupField({ groups }: { groups: Group[] }) {
  const t = await getTranslations('offboardings')
  const offered = groups.filter(({ connectionIds }) => connectionIds.length > 1).slice(0, most)
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
