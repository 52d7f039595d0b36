create function app.assistant_create_lead(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_name text := app.trimmed(p_args ->> 'name', 120);
  v_message text := nullif(btrim(app.normalize_lines(left(p_args ->> 'message', 1000))), '');
  v_thread public.conversation_threads;
  v_phone text;
  v_before public.crm_leads;
  v_row public.crm_leads;
begin
  if coalesce(char_length(v_name), 0) < 2 then
    return '{"ok": false, "error": "bad_arguments", "detail": "name"}';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id;
  -- only who is no conversation names a number
  v_phone := coalesce(v_thread.phone, case when p_thread_id is null then app.normalize_phone(p_args ->> 'phone') end);
  if p_thread_id is null and v_phone is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "phone"}';
  elsif not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso guardar o contato de ' || v_name || coalesce(' (' || v_phone || ')', '') || '.');
  end if;
  perform app.lock_identity(p_tenant_id, array[coalesce(v_phone, p_thread_id::text)]);
  select * into v_before from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.thread_id = p_thread_id)
  order by l.created_at limit 1 for update;
  if v_before.id is null then
    insert into public.crm_leads (tenant_id, full_name, phone, origin, thread_id, message)
    values (p_tenant_id, v_name, v_phone, app.typed_origin(app.origin_of_thread(v_thread.thread_key)), p_thread_id, v_message)
    returning * into v_row;
  elsif position(coalesce(v_message, '') in coalesce(v_before.message, '')) > 0 then
    return '{"ok": true, "words": "Seus dados já estão com a equipe, que entra em contato."}';
  else
    -- who writes twice is one lead; nothing that the clinic wrote is replaced
    update public.crm_leads l set message = left(concat_ws(E'\n\n', l.message, v_message), 2000), version = l.version + 1
    where l.tenant_id = p_tenant_id and l.id = v_before.id returning * into v_row;
  end if;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = p_tenant_id and l.id = v_row.id returning * into v_row;
  perform app.note_sale(p_tenant_id, 'lead', v_row.id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('lead_id', v_row.id), 'words', 'Anotei! A equipe entra em contato.');
end;
$$;
comment on function app.assistant_create_lead(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: keeps the contact of this conversation as a lead, with the number that it writes from and no other; a program of the clinic names the number. Once more changes nothing.';
revoke execute on function app.assistant_create_lead(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
