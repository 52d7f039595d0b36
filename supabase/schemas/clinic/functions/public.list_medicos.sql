create function public.list_medicos(
  p_tenant_id uuid, p_search text default null, p_archived boolean default false, p_after jsonb default null, p_limit integer default 50
)
returns table (
  id uuid, full_name text, sort_name text, specialty text, council text, council_state text, council_number text, phone text, email text,
  thread_key text, archived_at timestamptz
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select p.id, p.full_name, p.sort_name, p.specialty, p.council, p.council_state, p.council_number, c.phone, e.email, t.thread_key,
      p.archived_at
    from (
      select m.* from public.medicos m
      where m.tenant_id = p_tenant_id and (m.archived_at is null) = not coalesce(p_archived, false)
        and (app.search_condition(p_search) is null or m.id in (select app.find_people(p_tenant_id, 'doctor', p_search)))
        and (m.sort_name, m.id) > (coalesce(p_after ->> 'sort_name', ''),
          coalesce((p_after ->> 'id')::uuid, '00000000-0000-0000-0000-000000000000'))
      order by m.sort_name, m.id limit least(greatest(coalesce(p_limit, 50), 1), 200)
    ) p
    left join public.contact_phones c on c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'medico' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
    order by p.sort_name, p.id;
end;
$$;
comment on function public.list_medicos(uuid, text, boolean, jsonb, integer) is
  'Caller: members. By name; p_search finds names, specialties, phones, e-mail addresses and council numbers. p_after: {sort_name, id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_medicos(uuid, text, boolean, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_medicos(uuid, text, boolean, jsonb, integer) to authenticated;
