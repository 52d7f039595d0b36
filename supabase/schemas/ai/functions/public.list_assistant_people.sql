create function public.list_assistant_people(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('thread_id', a.thread_id, 'thread_key', t.thread_key, 'name', t.contact_name, 'phone', t.phone,
      'added_by', p.full_name, 'created_at', a.created_at) order by a.created_at desc, a.thread_id), '[]')
    from public.ai_people a join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
    left join public.profiles p on p.id = a.added_by where a.tenant_id = p_tenant_id);
end;
$$;
comment on function public.list_assistant_people(uuid) is
  'Caller: owner, admin, supervisor. Whom the assistant answers in the mode people: [{thread_id, thread_key, name | null, phone | null, added_by | null, created_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_assistant_people(uuid) from public, anon, authenticated;
grant execute on function public.list_assistant_people(uuid) to authenticated;
