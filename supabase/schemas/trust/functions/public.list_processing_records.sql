create function public.list_processing_records(p_tenant_id uuid)
returns table (
  id uuid, default_key text, name text, purpose text, legal_basis text, data_kinds text, people text, recipients text, countries text,
  retention text, is_changed boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
  select r.id, coalesce(d.key, r.default_key), coalesce(r.name, d.name), coalesce(r.purpose, d.purpose), coalesce(r.legal_basis, d.legal_basis),
    coalesce(r.data_kinds, d.data_kinds), coalesce(r.people, d.people), coalesce(r.recipients, d.recipients),
    coalesce(r.countries, d.countries), coalesce(r.retention, d.retention), r.id is not null
  from app.default_processing_records d
  full join (select x.* from public.processing_records x where x.tenant_id = p_tenant_id) r on r.default_key = d.key
  where r.removed_at is null
  order by d.position nulls last, coalesce(r.name, d.name);
end;
$$;
comment on function public.list_processing_records(uuid) is
  'Caller: owner or administrators. The register of processing: what Zelo does, as the clinic changed it, and its own lines. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_processing_records(uuid) from public, anon, authenticated;
grant execute on function public.list_processing_records(uuid) to authenticated;
