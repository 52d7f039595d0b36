create function public.list_companies(
  p_tenant_id uuid, p_search text default null, p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'sort_key', c.sort_key, 'cnpj', c.cnpj, 'segment', c.segment,
      'city', c.city, 'state', c.state, 'owner_id', c.owner_id, 'owner_name', w.full_name, 'custom', c.custom, 'archived_at', c.archived_at,
      'phone', h.phone, 'email', e.email,
      'contacts', (select count(*) from public.contacts x where x.tenant_id = p_tenant_id and x.company_id = c.id and x.archived_at is null),
      'open_cents', (select coalesce(sum(d.value_cents), 0) from public.deals d
        where d.tenant_id = p_tenant_id and d.company_id = c.id and d.status = 'open')) order by c.sort_key, c.id), '[]')
    from (
      select * from public.companies c
      where c.tenant_id = p_tenant_id and (c.archived_at is null) = not coalesce((p_where ->> 'archived')::boolean, false)
        and (nullif(p_where ->> 'owner', '') is null or c.owner_id = app.typed_id(p_where ->> 'owner'))
        and (p_where -> 'custom' is null or c.custom @> (p_where -> 'custom'))
        and (nullif(p_where ->> 'segment', '') is null
          or c.id in (select app.segment_member_ids(p_tenant_id, 'companies', app.typed_id(p_where ->> 'segment'))))
        and (app.search_condition(p_search) is null or c.id in (select app.find_people(p_tenant_id, 'company', p_search)))
        and (p_after is null or (c.sort_key, c.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by c.sort_key, c.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) c
    left join public.profiles w on w.id = c.owner_id
    left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'company' and h.entity_id = c.id and h.is_primary
    left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = c.id and e.is_primary);
end;
$$;
comment on function public.list_companies(uuid, text, jsonb, integer, jsonb) is
  'Caller: who sells. Companies by name: [{id, name, cnpj, segment, city, owner_name, phone, email, contacts, open_cents, custom, …}]. p_where {archived, owner, custom, segment}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_companies(uuid, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_companies(uuid, text, jsonb, integer, jsonb) to authenticated;
