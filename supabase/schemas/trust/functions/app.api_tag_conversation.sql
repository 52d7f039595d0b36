create function app.api_tag_conversation(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  return jsonb_build_object('body', app.conversation_resource(
    public.tag_conversation(p_tenant_id, p_args ->> 'conversation', (p_args ->> 'tag_id')::uuid, coalesce((p_args ->> 'on')::boolean, true))));
end;
$$;
revoke execute on function app.api_tag_conversation(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_tag_conversation(uuid, jsonb) to authenticated;
