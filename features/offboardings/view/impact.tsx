import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import type { ImpactProfile } from '#domain/offboarding/impact.ts'
import { countedIn, type ImpactItem, impactLists, sourceOfItem } from '#domain/offboarding/impact-lists.ts'
import { accountsBehind, ends } from '#domain/offboarding/plan.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { rowsOf } from '#features/inventory/view/population-words.tsx'
import type { OffboardingDetail } from '../queries.ts'
import { EachConnection } from './each-connection.tsx'
import { HardStops } from './hard-stops.tsx'

/** What a case stops, breaks and leaves at Apple, for whoever starts it and whoever has to approve it. */
export async function Impact({ offboarding }: { offboarding: OffboardingDetail }) {
  const t = await getTranslations()
  const { plan, impact } = offboarding
  const { reading, siblings, profiles, ownProfiles, apps } = impact
  const observed = countedIn(reading)
  const accounts = accountsBehind(plan)
  const countOf = (kind: string) => plan.connections.filter((each) => each.kind === kind).length
  const mark = (
    <Graded source={observed} reading={reading}>
      {reading ? t('readings.numbered', { sequence: reading.sequence }) : null}
    </Graded>
  )
  const described = (item: ImpactItem) => {
    const { said, rows } = item
    const words =
      'key' in said ? t(said.key, said.values) : said.names.join(', ') || t('offboardings.noAccount')
    const source = sourceOfItem(item, reading, (maker) => t(`offboardings.impact.makers.${maker}`))
    const href = rows && hrefOf(rows)
    return (
      <Graded source={source} reading={reading} {...(href ? { href } : {})}>
        {words}
      </Graded>
    )
  }
  return (
    <>
      <HardStops offboarding={offboarding} />
      {plan.connections.length > 1 ? <EachConnection offboarding={offboarding} observed={observed} /> : null}
      {impactLists(offboarding).map(({ id, title, items, isSummed }) => (
        <Section
          key={id}
          title={t(title.key, title.values)}
          note={isSummed && items.some(({ rows }) => rows) ? t('offboardings.impact.summed') : undefined}
        >
          <DefinitionList
            items={items.map((item) => ({
              id: `${item.id} ${'key' in item.said ? item.said.key : ''}`,
              term: t(item.term),
              description: described(item),
            }))}
          />
        </Section>
      ))}
      {profiles.length > 0 ? (
        <Section
          title={t('offboardings.impact.breaks')}
          note={t('offboardings.impact.breaksNote')}
          aside={mark}
        >
          <Profiles label={t('offboardings.impact.breaks')} profiles={profiles} />
        </Section>
      ) : null}
      {ends(plan, 'locationToken') ? (
        <Section title={t('offboardings.impact.apps', { tokens: countOf('locationToken') })} aside={mark}>
          <DataTable
            label={t('offboardings.impact.apps', { tokens: countOf('locationToken') })}
            rows={apps}
            rowKey={({ id }) => id}
            empty={<p>{t('offboardings.impact.noApps')}</p>}
            density="compact"
            columns={[
              { id: 'name', header: t('offboardings.column.app'), cell: ({ name }) => name },
              {
                id: 'licences',
                header: t('offboardings.column.licences'),
                numeric: true,
                cell: ({ usedLicences }) =>
                  usedLicences === null ? null : t('offboardings.impact.number', { number: usedLicences }),
              },
            ]}
          />
        </Section>
      ) : null}
      {ends(plan, 'enrolmentToken') ? (
        <Section
          title={t('offboardings.impact.ownProfiles', { tokens: countOf('enrolmentToken') })}
          note={t('offboardings.impact.ownProfilesNote')}
          aside={mark}
        >
          <Profiles
            label={t('offboardings.impact.ownProfiles', { tokens: countOf('enrolmentToken') })}
            profiles={ownProfiles}
          />
        </Section>
      ) : null}
      {accounts > 0 ? (
        <Section title={t('offboardings.impact.accounts', { accounts })}>
          <Graded source={{ grade: 'unverifiable', why: 'offboardings.impact.administratorWhy' }}>
            {t('offboardings.impact.administrator', { accounts })}
          </Graded>
        </Section>
      ) : null}
      {siblings.length > 0 ? (
        <Section
          title={t('offboardings.impact.siblings')}
          note={t('offboardings.impact.siblingsNote', { count: siblings.length })}
          aside={mark}
        >
          <ul>
            {siblings.map(({ id, name, service, appleId }) => (
              <li key={id}>
                <QuietLink href={`/connections/${id}`}>{name}</QuietLink> ({t(`services.${service}.short`)},{' '}
                {appleId})
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

/** Of one connection its rows; of several the table above, where each connection's number leads to its own. */
const hrefOf = ({ of, over, only: those }: NonNullable<ImpactItem['rows']>): string | null => {
  const [only, ...others] = over
  if (only === undefined) return null
  if (others.length > 0) return '#each'
  if (of === 'licences') return `/connections/${only}`
  return rowsOf(of, { connection: only, ...(those && { only: those }) })
}

async function Profiles({ label, profiles }: { label: string; profiles: ImpactProfile[] }) {
  const t = await getTranslations('offboardings')
  return (
    <DataTable
      label={label}
      rows={profiles}
      rowKey={({ id }) => id}
      empty={<p>{t('impact.noProfiles')}</p>}
      density="compact"
      columns={[
        { id: 'name', header: t('column.profile'), cell: ({ name }) => name },
        {
          id: 'token',
          header: t('column.token'),
          cell: ({ token, tokenId }) =>
            tokenId ? <QuietLink href={`/connections/${tokenId}`}>{token}</QuietLink> : token,
        },
        {
          id: 'default',
          header: t('column.default'),
          cell: ({ isDefault }) => (isDefault ? t('impact.isDefault') : null),
        },
      ]}
    />
  )
}
