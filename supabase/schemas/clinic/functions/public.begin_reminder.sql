create function public.begin_reminder(p_tenant_id uuid, p_id uuid, p_payer_id uuid, p_body text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_body text;
  v_reminder jsonb;
  v_known public.money_reminders;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_body := nullif(btrim(app.normalize_lines(p_body)), '');
  if v_body is null or char_length(v_body) > 1000 then
    raise sqlstate 'PT400' using message = 'invalid_reminder';
  end if;
  perform app.lock_payer(p_tenant_id, p_payer_id);
  select * into v_known from public.money_reminders r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_known.id is null then
    v_reminder := app.reminder_of(p_tenant_id, p_payer_id);
    if jsonb_array_length(v_reminder -> 'problems') > 0 then
      raise sqlstate 'PT409' using message = 'reminder_refused', detail = v_reminder #>> '{problems,0}';
    end if;
    insert into public.money_reminders (tenant_id, id, payer_id, thread_key, body, overdue_cents, created_by)
    values (p_tenant_id, p_id, p_payer_id, v_reminder ->> 'thread_key', v_body, (v_reminder ->> 'overdue_cents')::bigint, auth.uid())
    returning * into v_known;
  elsif v_known.payer_id <> p_payer_id then
    raise sqlstate 'PT409' using message = 'entry_id_in_use';
  end if;
  return jsonb_build_object('id', v_known.id, 'thread_key', v_known.thread_key, 'body', v_known.body);
end;
$$;
comment on function public.begin_reminder(uuid, uuid, uuid, text) is
  'Caller: owner, admin and operator. A payer is about to be reminded: whoever calls sends the answered body with send-whatsapp-message under the same id. Refused before the clinic''s number of days since the last one, to who said stop, and in São Paulo without written permission. Answers {id, thread_key, body}; a repetition the same. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_reminder, PT404 payer_not_found, PT409 reminder_refused, PT409 entry_id_in_use.';
revoke execute on function public.begin_reminder(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.begin_reminder(uuid, uuid, uuid, text) to authenticated;
