import { getTranslations } from 'next-intl/server'
import type { ServiceGroup } from '#domain/service.ts'

/** The headings of Microsoft's page in the services' short names: one of them stands over the rows of two. */
export const pageHeadings = async (): Promise<(group: ServiceGroup) => string> => {
  const t = await getTranslations('services')
  return (group) => (group === 'asm_dep' ? `${t('asm.short')} / ${t('dep.short')}` : t(`${group}.short`))
}

/** Where a row of the page stands as a field; of a row for two services at the first. */
export const fieldOf = ({ group, key }: { group: ServiceGroup; key: string }): string =>
  `/inventory/${group === 'asm_dep' ? 'dep' : group}/${key}`
