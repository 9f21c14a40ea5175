import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '#components/data-table.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { textOf } from '#domain/catalogue/catalogue.ts'
import type { FieldSharing } from '#domain/field-sharing.ts'
import type { Service } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { FieldName } from '#features/inventory/view/field-name.tsx'
import type { Sighting } from '#features/readings/witnesses.ts'
import type { ServiceFields, SharedField, ShareSpan } from '../shared-fields.ts'
import { concernSource, sentSource } from './field-sources.ts'
import { foldAlike } from './fold-alike.ts'
import classes from './shared-fields-table.module.css'
import { Since, Until } from './sights.tsx'

/** Where the page tells over which connections something was shared. */
export const sharesAnchor = 'shares'

type SharedFieldsProps = {
  fields: readonly ServiceFields[]
  /** The reading that says what is shared at the moment the page speaks of. */
  standing: Sighting | null
  /** The reading that says what Intune's copies hold; left out where the fields are of many devices. */
  values?: { described: Sighting | null }
}

/** What is shared field by field, each service for itself: what is shared comes first, what is not is told in one line. */
export async function SharedFields({ fields, ...shown }: SharedFieldsProps) {
  const t = await getTranslations()
  const isShared = ({ fields: of }: ServiceFields) => of.some(({ sharing }) => sharing.status === 'shared')
  const first = [...fields.filter(isShared), ...fields.filter((each) => !isShared(each))]
  return first.map((each) => (
    <section key={each.service} className={classes.service} aria-labelledby={`fields-${each.service}`}>
      <h3 id={`fields-${each.service}`} className={classes.heading}>
        {t(`services.${each.service}.name`)}
      </h3>
      <FieldsTable {...each} {...shown} />
    </section>
  ))
}

type FieldsTableProps = ServiceFields & Omit<SharedFieldsProps, 'fields'>

async function FieldsTable({ service, fields, standing, values }: FieldsTableProps) {
  const t = await getTranslations()
  const valueColumn: Column<SharedField[]>[] = values
    ? [
        {
          id: 'value',
          width: '12%',
          header: t('fieldSharing.column.value'),
          mono: true,
          cell: ([field]) => (field ? <Value field={field} described={values.described} /> : null),
        },
      ]
    : []
  return (
    <DataTable
      label={t('fieldSharing.label', { service: t(`services.${service}.name`) })}
      density="compact"
      rows={foldAlike(fields)}
      rowKey={(row) => row.map(({ element }) => element.key).join('/')}
      empty={null}
      columns={[
        {
          id: 'field',
          header: t('fieldSharing.column.field'),
          width: '23%',
          cell: (row) => <Names row={row} service={service} />,
        },
        {
          id: 'status',
          width: '12%',
          oneLine: true,
          header: t('fieldSharing.column.status'),
          cell: ([field]) => (field ? <Status field={field} /> : null),
        },
        {
          id: 'why',
          width: '27%',
          header: t('fieldSharing.column.why'),
          cell: ([field]) =>
            field && field.parts.length > 0 ? (
              <div className={classes.stack}>
                {field.parts.map(({ sharing, devices }) => (
                  <div key={sharing.why}>
                    <Concern sharing={sharing} standing={standing} devices={devices} />
                  </div>
                ))}
              </div>
            ) : (
              field && <Concern sharing={field.sharing} standing={standing} />
            ),
        },
        ...valueColumn,
        {
          id: 'when',
          width: '17%',
          oneLine: true,
          header: t('fieldSharing.column.when'),
          cell: ([field]) => (
            <div className={classes.stack}>
              {field?.spans.map((span) => (
                <When key={String(span.since.at)} {...{ span, standing }} />
              ))}
            </div>
          ),
        },
        {
          id: 'over',
          width: '9%',
          header: t('fieldSharing.column.over'),
          cell: ([field]) => (field ? <Over field={field} /> : null),
        },
      ]}
    />
  )
}

type NamesProps = { row: readonly SharedField[]; service: Service }

/** A field behind the mark that cites the page, or the names of several that the same is said of. */
async function Names({ row, service }: NamesProps) {
  const lang = await langHere()
  const named = row.flatMap(({ element }) => {
    const text = textOf(element.group, element.key, lang)
    return text ? [{ ...text, element }] : []
  })
  const href = (key: string) => `/inventory/${service}/${key}`
  const [only] = named
  if (only && named.length === 1) {
    return (
      <Graded source={sentSource(only.element)}>
        <QuietLink href={href(only.key)}>
          <FieldName label={only.label} keys={only.element.protocolKeys} />
        </QuietLink>
      </Graded>
    )
  }
  return (
    <ul className={classes.names}>
      {named.map(({ key, label }) => (
        <li key={key}>
          <QuietLink href={href(key)}>{label}</QuietLink>
        </li>
      ))}
    </ul>
  )
}

async function Status({ field: { sharing, spans } }: { field: SharedField }) {
  const t = await getTranslations('fieldSharing.status')
  if (sharing.status === 'unknown') return <StateMark state="missing">{t('unknown')}</StateMark>
  if (sharing.status === 'notApplicable') {
    return <StateMark state="notApplicable">{t('notApplicable')}</StateMark>
  }
  return spans.some(({ until }) => until === null) ? (
    <StateMark state="sharing">{t('shared')}</StateMark>
  ) : (
    <StateMark state="none">{t('was')}</StateMark>
  )
}

type WhenProps = { span: ShareSpan; standing: Sighting | null }

/** From when until when, one under the other. */
async function When({ span, standing }: WhenProps) {
  const t = await getTranslations('shares')
  return (
    <div className={classes.stack}>
      <div>
        <Since sight={span.since} />
      </div>
      <Until sight={span.until} standing={standing} still={t('still')} alone />
    </div>
  )
}

type ConcernProps = { sharing: FieldSharing; standing: Sighting | null; devices?: number }

/** What makes a field concern this device or person, or keeps it from doing so, behind how well that is known. */
async function Concern({ sharing, standing, devices }: ConcernProps) {
  const t = await getTranslations('fieldSharing')
  const why = t(`why.${sharing.why}`)
  const words = devices === undefined ? why : t('ofDevices', { why, count: devices })
  const source = concernSource(sharing, standing)
  return source ? (
    <Graded source={source} reading={standing?.reading}>
      {words}
    </Graded>
  ) : (
    words
  )
}

async function Value({ field, described }: { field: SharedField; described: Sighting | null }) {
  const t = await getTranslations('fieldSharing')
  if (field.sharing.status !== 'shared') return null
  if (field.value === null) return <span className={classes.quiet}>{t('noCopy')}</span>
  return described ? (
    <Graded source={described.source} reading={described.reading}>
      {field.value}
    </Graded>
  ) : (
    field.value
  )
}

async function Over({ field: { connections } }: { field: SharedField }) {
  const t = await getTranslations('fieldSharing')
  const [only] = connections
  if (!only) return null
  return connections.length === 1 ? (
    <QuietLink href={`/connections/${only.id}`}>{only.name}</QuietLink>
  ) : (
    <a href={`#${sharesAnchor}`} className={classes.count}>
      {t('connections', { count: connections.length })}
    </a>
  )
}
