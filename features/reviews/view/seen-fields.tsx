import type { ReviewedField } from '../queries.ts'

/** Which fields a form is about, and the versions its page was made from: whoever was overtaken is told. */
export function SeenFields({ fields }: { fields: readonly Pick<ReviewedField, 'key' | 'standing'>[] }) {
  return fields.map(({ key, standing }) => (
    <input key={key} type="hidden" name="field" value={`${key}@${standing.latest}`} />
  ))
}
