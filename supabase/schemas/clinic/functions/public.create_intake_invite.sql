create function public.create_intake_invite(
  p_tenant_id uuid, p_form_id uuid default null, p_patient_id uuid default null, p_thread_key text default null, p_days integer default 7
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_form public.intake_forms;
  v_thread public.conversation_threads;
  v_row public.intake_invites;
begin
  perform app.require_member(p_tenant_id);
  if p_patient_id is null and p_thread_key is null then
    raise sqlstate 'PT400' using message = 'invite_for_nobody';
  end if;
  if p_days is null or p_days not between 1 and 60 then
    raise sqlstate 'PT400' using message = 'invalid_expiry', detail = '1 to 60 days';
  end if;
  select * into v_form from public.intake_forms f
  where f.tenant_id = p_tenant_id and f.archived_at is null and case when p_form_id is null then f.is_default else f.id = p_form_id end
  for share;
  if v_form.id is null then
    raise sqlstate 'PT404' using message = 'form_not_found';
  end if;
  -- links before conversations, as where an answer comes in
  perform from public.intake_invites i
  where i.tenant_id = p_tenant_id and i.form_id = v_form.id and i.submitted_at is null and i.cancelled_at is null
    and case when p_patient_id is null then i.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key) and i.patient_id is null
      else i.patient_id = p_patient_id end
  order by i.id for update;
  if p_thread_key is not null then
    v_thread := app.lock_thread(p_tenant_id, p_thread_key);
    if v_thread.is_group then
      raise sqlstate 'PT409' using message = 'conversation_is_group';
    end if;
  end if;
  -- of two who invite one patient the second replaces the link of the first
  perform from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for no key update;
  if p_patient_id is not null and not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  update public.intake_invites i set cancelled_at = now()
  where i.tenant_id = p_tenant_id and i.form_id = v_form.id and i.submitted_at is null and i.cancelled_at is null
    and case when p_patient_id is null then i.thread_id = v_thread.id and i.patient_id is null else i.patient_id = p_patient_id end;
  insert into public.intake_invites (tenant_id, patient_id, thread_id, form_id, form_version, texts, token_hash, expires_at, created_by)
  values (p_tenant_id, p_patient_id, v_thread.id, v_form.id, v_form.version, app.intake_texts_in_use(p_tenant_id),
    sha256(extensions.gen_random_bytes(32)), now() + make_interval(days => p_days), auth.uid())
  returning * into v_row;
  perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', v_row.id));
  return jsonb_build_object('id', v_row.id, 'token', app.intake_link(p_tenant_id, v_row.id), 'expires_at', v_row.expires_at);
end;
$$;
comment on function public.create_intake_invite(uuid, uuid, uuid, text, integer) is
  'Caller: members. A link to a form (the default one), for a patient or for the person of a conversation, or both. It replaces an open link of the same form to the same person. Returns {id, token, expires_at}; the token is never shown again. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invite_for_nobody, PT400 invalid_expiry, PT404 form_not_found, PT404 conversation_not_found, PT404 patient_not_found, PT409 conversation_is_group.';
revoke execute on function public.create_intake_invite(uuid, uuid, uuid, text, integer) from public, anon, authenticated;
grant execute on function public.create_intake_invite(uuid, uuid, uuid, text, integer) to authenticated;
