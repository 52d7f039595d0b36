create function public.list_changes(p_tenant_id uuid, p_since timestamptz, p_limit integer default 200)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'now', now(),
    'threads', coalesce((
      select jsonb_agg(app.thread_payload(s) order by s.updated_at desc) from (
        select t.* from public.conversation_threads t
        -- a transaction that began before p_since may have committed after it
        where t.tenant_id = p_tenant_id and t.updated_at >= p_since - interval '30 seconds'
        order by t.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'),
    'notes', coalesce((
      select jsonb_agg(app.note_payload(s) order by s.updated_at desc) from (
        select n.* from public.conversation_notes n
        where n.tenant_id = p_tenant_id and n.updated_at >= p_since - interval '30 seconds'
        order by n.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'),
    'scheduled', coalesce((
      select jsonb_agg(app.scheduled_payload(s) order by s.updated_at desc) from (
        select m.* from public.scheduled_messages m
        where m.tenant_id = p_tenant_id and m.updated_at >= p_since - interval '30 seconds'
        order by m.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'));
end;
$$;
comment on function public.list_changes(uuid, timestamptz, integer) is
  'Caller: members. Conversations, internal notes (deleted ones too) and scheduled messages changed since a moment, for catching up after a gap: {now, threads, notes, scheduled}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_changes(uuid, timestamptz, integer) from public, anon, authenticated;
grant execute on function public.list_changes(uuid, timestamptz, integer) to authenticated;
