-- A template that is written down to be sent later: it is there, approved and filled in, whatever becomes of it until then.
-- Errors: PT404 template_not_found, PT409 template_not_approved, PT409 template_not_supported, PT400
-- template_variables_invalid, PT400 template_too_long.
create function app.require_template(p_tenant_id uuid, p_template jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  select c.* into v_channel from public.message_templates t
  join public.notification_channels c on c.tenant_id = t.tenant_id and c.id = t.channel_id
  where t.tenant_id = p_tenant_id and t.id::text = p_template ->> 'id';
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found', hint = 'Choose another template.';
  end if;
  perform app.prepare_template(v_channel, p_template);
end;
$$;
revoke execute on function app.require_template(uuid, jsonb) from public, anon, authenticated;
