create function app.is_care_item(p_tenant_id uuid, p_variant_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.product_variants v join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
    where v.tenant_id = p_tenant_id and v.id = p_variant_id and (p.session_type_id is not null or p.kind in ('service', 'package')));
$$;
comment on function app.is_care_item(uuid, uuid) is
  'Whether a variant is something that a therapist does.';
revoke execute on function app.is_care_item(uuid, uuid) from public, anon, authenticated;
