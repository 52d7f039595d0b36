create function public.list_session_notices(p_tenant_id uuid, p_session_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'due_at', (select min(w.due_at) from app.session_notice_wishes w
      join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id
      where w.tenant_id = p_tenant_id and w.session_id = p_session_id),
    'notices', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'patient_id', n.patient_id, 'patient_name', p.name, 'body', n.body,
          'skipped', n.skipped, 'status', m.status, 'created_at', n.created_at) order by n.created_at desc, n.id)
      from public.session_patients s
      join public.session_notices n on n.tenant_id = p_tenant_id and n.patient_id = s.patient_id
        and n.session_ids @> array[p_session_id]
      join public.patients p on p.tenant_id = p_tenant_id and p.id = n.patient_id
      left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = n.message_id
      where s.tenant_id = p_tenant_id and s.session_id = p_session_id), '[]'));
end;
$$;
comment on function public.list_session_notices(uuid, uuid) is
  'Caller: members. {due_at: when patients will be told of the latest changes|null, notices: [{id, patient_id, patient_name, body, skipped: code|null, status: of the message|null, created_at}]}, newest first. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_session_notices(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_session_notices(uuid, uuid) to authenticated;
