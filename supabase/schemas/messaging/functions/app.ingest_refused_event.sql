-- An event of which the rules refuse something (a bad date, an impossible value): stored so that an administrator sees it,
-- and whatever else it says is applied.
create function app.ingest_refused_event(p_event jsonb, p_reason text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_stored jsonb := app.ingest_events(jsonb_build_array(p_event || jsonb_build_object(
    'actions', '[]'::jsonb, 'unparsed', concat_ws('; ', p_event ->> 'unparsed', p_reason)))) -> 0;
  v_tenant_id uuid := v_stored ->> 'tenant_id';
  v_action jsonb;
begin
  if jsonb_array_length(p_event -> 'actions') > 1 and v_stored ->> 'outcome' = 'unparsed' then
    for v_action in
      select a.action from jsonb_array_elements(app.wanted_actions(v_tenant_id, p_event)) with ordinality a (action, place)
      order by a.action ->> 'type' <> 'message', a.place
    loop
      begin
        perform app.apply_action(row(v_tenant_id, (v_stored ->> 'channel_id')::uuid, p_event ->> 'provider', v_action));
      exception when others then
        if not app.is_about_content(sqlstate) then
          raise;
        end if;
        -- the first one is the reason already
        update app.webhook_events e set reason = concat_ws('; ', e.reason, sqlerrm)
        where e.tenant_id = v_tenant_id and e.channel_id = (v_stored ->> 'channel_id')::uuid
          and e.event_key = p_event ->> 'event_key' and strpos(e.reason, sqlerrm) = 0;
      end;
    end loop;
  end if;
  return v_stored || jsonb_build_object('outcome', 'error', 'error', p_reason);
end;
$$;
revoke execute on function app.ingest_refused_event(jsonb, text) from public, anon, authenticated;
