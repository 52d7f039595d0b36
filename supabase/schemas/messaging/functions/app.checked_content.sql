-- What is sent beside or in the place of a text, as the message keeps it: {kind, body, content, media, media_file_id}.
-- p_content is one of {upload_id}, {quick_reply_file_id}, {location: {latitude, longitude, name, address}}, {contacts: [{name, phones}]},
-- {forward_of: message id}, {choices: {options: [{title, description}], button}} with p_client_id, which the presses name. Errors: PT400 content_invalid, PT404 upload_not_found, PT409 upload_incomplete, PT409
-- media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT409 content_not_supported, PT404
-- message_not_found.
create function app.checked_content(p_tenant_id uuid, p_provider text, p_content jsonb, p_body text, p_by uuid, p_client_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_kind public.channel_kinds;
begin
  select * into v_kind from public.channel_kinds k where k.kind = p_provider;
  if p_content ? 'upload_id' then
    return app.checked_upload(p_tenant_id, p_provider, p_content, p_body, p_by);
  elsif p_content ? 'quick_reply_file_id' then
    return app.checked_reply_file(p_tenant_id, p_provider, p_content, p_body, p_by);
  elsif p_content ? 'forward_of' then
    if not v_kind.takes_forwards then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    return app.checked_forward(p_tenant_id, p_provider, p_content);
  elsif p_content ? 'location' then
    if not v_kind.takes_location then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    if (jsonb_typeof(p_content #> '{location,latitude}') = 'number' and jsonb_typeof(p_content #> '{location,longitude}') = 'number') is not true
      or abs((p_content #>> '{location,latitude}')::numeric) > 90 or abs((p_content #>> '{location,longitude}')::numeric) > 180 then
      raise sqlstate 'PT400' using message = 'content_invalid', detail = 'location';
    end if;
    return jsonb_build_object('kind', 'location', 'content', jsonb_strip_nulls(jsonb_build_object(
      'latitude', p_content #> '{location,latitude}', 'longitude', p_content #> '{location,longitude}',
      'name', left(app.normalize_name(p_content #>> '{location,name}'), 200),
      'address', left(app.normalize_name(p_content #>> '{location,address}'), 300))));
  elsif jsonb_typeof(p_content -> 'contacts') = 'array' then
    if not v_kind.takes_contacts then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    return app.checked_contacts(p_content -> 'contacts');
  elsif p_content ? 'choices' then
    return app.checked_choices(v_kind, p_content -> 'choices', p_body, p_client_id);
  end if;
  raise sqlstate 'PT400' using message = 'content_invalid';
end;
$$;
revoke execute on function app.checked_content(uuid, text, jsonb, text, uuid, uuid) from public, anon, authenticated;
