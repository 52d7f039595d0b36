create function public.list_notifications(
  p_tenant_id uuid, p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 30
)
returns table (
  id uuid, kind text, thread_key text, contact_name text, phone text, message_id uuid, message_kind text, preview text,
  message_count integer, noticed_at timestamptz, read_at timestamptz, patient_id uuid, patient_name text
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select n.id, n.kind, t.thread_key, t.contact_name, t.phone, n.message_id, n.message_kind, n.preview, n.message_count,
      n.noticed_at, n.read_at, n.patient_id, p.name
    from public.notifications n
    left join public.conversation_threads t on t.tenant_id = n.tenant_id and t.id = n.thread_id
    left join public.patients p on p.tenant_id = n.tenant_id and p.id = n.patient_id
    where n.tenant_id = p_tenant_id and n.user_id = auth.uid()
      and (p_before_at is null or (n.noticed_at, n.id) < (p_before_at, p_before_id))
    order by n.noticed_at desc, n.id desc
    limit least(greatest(coalesce(p_limit, 30), 1), 100);
end;
$$;
comment on function public.list_notifications(uuid, timestamptz, uuid, integer) is
  'Caller: members. One''s own, the latest first, before a position; each is about a conversation (thread_key), a patient (patient_id) or an alert, whose kind is the preview. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_notifications(uuid, timestamptz, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_notifications(uuid, timestamptz, uuid, integer) to authenticated;
