create function public.list_assistant_cases(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'set', c.set, 'text', c.text, 'expected', c.expected, 'turn_id', c.turn_id, 'created_at', c.created_at)
      order by c.created_at desc, c.id), '[]')
    from (select * from public.ai_cases c where c.tenant_id = p_tenant_id and c.archived_at is null order by c.created_at desc, c.id limit 1000) c);
end;
$$;
comment on function public.list_assistant_cases(uuid) is
  'Caller: owner, admin, supervisor. The clinic''s labelled messages, the newest first, 1,000 at most: [{id, set, text, expected: {intent, handoff, note, document_id}, turn_id | null, created_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_assistant_cases(uuid) from public, anon, authenticated;
grant execute on function public.list_assistant_cases(uuid) to authenticated;
