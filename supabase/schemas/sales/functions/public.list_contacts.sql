create function public.list_contacts(
  p_tenant_id uuid, p_search text default null, p_sort text default 'name', p_after jsonb default null, p_limit integer default 50,
  p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_rows jsonb;
  v_is_newest boolean := p_sort = 'newest';
begin
  perform app.require_seller(p_tenant_id);
  if coalesce(p_sort, 'name') not in ('name', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'full_name', c.full_name, 'sort_key', c.sort_key, 'patient_id', c.patient_id,
      'company_id', c.company_id, 'company_name', o.name, 'job', c.job, 'origin', c.origin, 'stage', c.stage, 'owner_id', c.owner_id,
      'owner_name', w.full_name, 'custom', c.custom, 'archived_at', c.archived_at, 'created_at', c.created_at, 'phone', h.phone,
      'email', e.email, 'thread_key', t.thread_key,
      'tag_ids', (select coalesce(jsonb_agg(g.tag_id), '[]') from public.contact_tags g where g.tenant_id = $1 and g.contact_id = c.id)) order by c.n), '[]')
    from (
      select c.*, row_number() over (order by %1$s) as n from public.contacts c
      where c.tenant_id = $1 and (c.archived_at is null) = not coalesce(($4 ->> 'archived')::boolean, false)
        and (nullif($4 ->> 'stage', '') is null or c.stage = $4 ->> 'stage')
        and (nullif($4 ->> 'origin', '') is null or c.origin = $4 ->> 'origin')
        and (nullif($4 ->> 'owner', '') is null or c.owner_id = app.typed_id($4 ->> 'owner'))
        and (nullif($4 ->> 'company', '') is null or c.company_id = app.typed_id($4 ->> 'company'))
        and (nullif($4 ->> 'tag', '') is null or exists (
          select from public.contact_tags g where g.tenant_id = $1 and g.contact_id = c.id and g.tag_id = app.typed_id($4 ->> 'tag')))
        and ($4 -> 'custom' is null or c.custom @> ($4 -> 'custom'))
        and (nullif($4 ->> 'segment', '') is null
          or c.id in (select app.segment_member_ids($1, 'contacts', app.typed_id($4 ->> 'segment'))))
        %2$s %3$s
      order by %1$s limit $5) c
    left join public.companies o on o.tenant_id = $1 and o.id = c.company_id
    left join public.profiles w on w.id = c.owner_id
    left join public.contact_phones h on h.tenant_id = $1 and h.entity_type = case when c.patient_id is null then 'contact' else 'patient' end
      and h.entity_id = coalesce(c.patient_id, c.id) and h.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = case when c.patient_id is null then 'contact' else 'patient' end
      and e.entity_id = coalesce(c.patient_id, c.id) and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, h.phone)$query$,
    case when v_is_newest then 'c.created_at desc, c.id desc' else 'c.sort_key, c.id' end,
    case when app.search_condition(p_search) is null then '' else
      'and (c.id in (select app.find_people($1, ''contact'', $2)) or c.patient_id in (select app.find_people($1, ''patient'', $2)))' end,
    case when p_after is null then ''
      when v_is_newest then 'and (c.created_at, c.id) < (($3 ->> ''created_at'')::timestamptz, ($3 ->> ''id'')::uuid)'
      else 'and (c.sort_key, c.id) > ($3 ->> ''sort_key'', ($3 ->> ''id'')::uuid)' end)
    into v_rows using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), v_limit;
  return v_rows;
end;
$$;
comment on function public.list_contacts(uuid, text, text, jsonb, integer, jsonb) is
  'Caller: who sells. Contacts by name or the newest first, as an array of {id, full_name, company_name, origin, stage, owner_name, custom, phone, email, thread_key, tag_ids, …}. p_where {archived, stage, origin, owner, company, tag, custom: {field id: value}, segment}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_contacts(uuid, text, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_contacts(uuid, text, text, jsonb, integer, jsonb) to authenticated;
