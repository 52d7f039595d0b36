-- Another account has other templates.
create function app.tg_twilio_accounts__forget_templates()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from public.message_templates t where t.tenant_id = new.tenant_id and t.channel_id = new.channel_id;
  new.templates_synced_at := null;
  return new;
end;
$$;
revoke execute on function app.tg_twilio_accounts__forget_templates() from public, anon, authenticated;
