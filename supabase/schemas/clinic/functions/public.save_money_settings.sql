create function public.save_money_settings(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_days integer;
  v_text text;
begin
  perform app.require_money_writer(p_tenant_id);
  v_days := coalesce(app.typed_number(p_settings ->> 'reminder_days'), 7);
  v_text := nullif(btrim(app.normalize_lines(p_settings ->> 'reminder_text')), '');
  if v_days not between 1 and 90 or char_length(v_text) not between 10 and 1000 then
    raise sqlstate 'PT400' using message = 'invalid_reminder';
  end if;
  insert into public.money_settings as m (tenant_id, reminder_days, reminder_text)
  values (p_tenant_id, v_days, nullif(v_text, app.reminder_text()))
  on conflict (tenant_id) do update set
    reminder_days = excluded.reminder_days, reminder_text = excluded.reminder_text, updated_at = now();
  return public.get_money_settings(p_tenant_id);
end;
$$;
comment on function public.save_money_settings(uuid, jsonb) is
  'Caller: owner, admin and operator. p_settings {reminder_days 1-90, reminder_text with {nome}, {valor}, {vencimento}, {clinica}; empty: the text of the product}. Answers get_money_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_reminder.';
revoke execute on function public.save_money_settings(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_money_settings(uuid, jsonb) to authenticated;
