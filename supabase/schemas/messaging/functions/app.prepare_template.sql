-- A template filled in for sending: {body, content} of its message.
create function app.prepare_template(p_channel public.notification_channels, p_template jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_template public.message_templates;
  v_variables jsonb;
  v_body text;
  v_limit integer := (select k.max_template_length from public.channel_kinds k where k.kind = p_channel.provider);
begin
  if v_limit is null then
    raise sqlstate 'PT409' using message = 'template_not_supported', hint = 'Templates belong to the official number.';
  end if;
  select * into v_template from public.message_templates t
  where t.tenant_id = p_channel.tenant_id and t.channel_id = p_channel.id and t.id = (p_template ->> 'id')::uuid;
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found', hint = 'Choose another template.';
  end if;
  if v_template.status <> 'approved' then
    raise sqlstate 'PT409' using message = 'template_not_approved', detail = v_template.status;
  end if;
  v_variables := app.checked_template_variables(v_template, p_template -> 'variables');
  v_body := app.render_template(v_template.body, v_variables);
  if char_length(v_body) > v_limit then
    raise sqlstate 'PT400' using message = 'template_too_long', detail = v_limit::text,
      hint = format('Up to %s characters.', v_limit);
  end if;
  return jsonb_build_object('body', v_body, 'content', jsonb_build_object('template', jsonb_build_object(
    'id', v_template.id, 'external_id', v_template.external_id, 'name', v_template.name, 'language', v_template.language,
    'variables', v_variables)));
end;
$$;
revoke execute on function app.prepare_template(public.notification_channels, jsonb) from public, anon, authenticated;
