create function public.search_global(
  p_tenant_id uuid, p_search text, p_kinds text[] default null, p_limit integer default 20
)
returns table (
  kind text, id uuid, title text, distance integer, thread_key text, phone text, message_id uuid, body text, occurred_at timestamptz, is_archived boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
begin
  perform app.require_member(p_tenant_id);
  return query
    select e.kind, e.record_id, e.title, e.distance, t.thread_key, coalesce(t.phone, c.phone), null::uuid,
      coalesce(t.last_message_preview, m.specialty), t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null
    from app.find_entries(p_tenant_id, p_search, p_kinds, v_limit) with ordinality e (kind, record_id, title, distance, place)
    left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
    left join public.patients p on e.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = e.record_id
    left join public.medicos m on e.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = e.record_id
    left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = e.record_id
      and c.entity_type = case e.kind when 'patient' then 'patient' when 'doctor' then 'medico' end
    order by e.place;
  if p_kinds is null or 'message' = any (p_kinds) then
    return query
      select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at, false
      from public.search_messages(p_tenant_id, p_search, p_limit => v_limit) m;
  end if;
end;
$$;
comment on function public.search_global(uuid, text, text[], integer) is
  'Caller: members. What a clinic has under a name, number, e-mail or words of a message, best first: kinds of app.search_kinds, then message (id is its conversation). phone: of the conversation, or the first one of a patient or doctor, whose specialty is the body. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 words of a message. p_limit up to 50 people and things, and as many messages. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.search_global(uuid, text, text[], integer) from public, anon, authenticated;
grant execute on function public.search_global(uuid, text, text[], integer) to authenticated;
