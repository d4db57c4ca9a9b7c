import { type FieldDescription, isFieldVisible } from '@spane/node-sdk'

/**
 * The fields to show for these values. What depends on an absent field goes by the default that the schema would take
 * for it.
 */
export function visibleFields(
  fields: readonly FieldDescription[],
  values: Record<string, unknown>,
): readonly FieldDescription[] {
  const effective = { ...values }
  for (const field of fields) effective[field.name] ??= field.defaultValue
  return fields.filter((field) => isFieldVisible(field, effective))
}
