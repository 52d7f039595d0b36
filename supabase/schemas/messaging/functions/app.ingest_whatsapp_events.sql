create function app.ingest_whatsapp_events(p_events jsonb)
returns jsonb
language plpgsql
set search_path = ''
-- the statements below never profit from the values at hand, and planning them anew costs a fifth of the time
set plan_cache_mode = force_generic_plan
as $$
declare
  v_is_batch boolean := jsonb_array_length(p_events) > 1 or jsonb_array_length(p_events #> '{0,actions}') > 1;
  v_place int;
  v_results jsonb[];
begin
  if p_events @? '$[*] ? (@.provider == "twilio" || @.actions[*].type == "connection" || @.actions[*].type == "qr")' then
    perform app.lock_channels(p_events);
  end if;
  if v_is_batch then
    perform app.lock_messages(p_events);
    -- events with one new message each need no more: what they write to is locked in one order when it is known
    if jsonb_array_length(p_events) = 1
      or p_events @? '$[*].actions[*] ? (@.type != "message" || @.sent_via_api == true)' or p_events @? '$[*].actions[1]' then
      perform app.lock_conversations(app.incoming_actions(p_events));
    end if;
  else
    perform pg_advisory_xact_lock(hashtextextended(
      coalesce(p_events #>> '{0,actions,0,target_provider_id}', p_events #>> '{0,actions,0,provider_message_id}'), 2));
  end if;
  begin
    return app.with_wakes(app.ingest_events(p_events));
  exception when others then
    if not app.is_about_content(sqlstate) then
      raise;
    end if;
  end;
  if v_is_batch then
    perform app.lock_conversations(app.incoming_actions(p_events));
  end if;
  foreach v_place in array app.ingest_order(p_events) loop
    begin
      v_results[v_place + 1] := app.ingest_events(jsonb_build_array(p_events -> v_place)) -> 0;
    exception when others then
      if not app.is_about_content(sqlstate) then
        raise;
      end if;
      v_results[v_place + 1] := app.ingest_refused_event(p_events -> v_place, sqlerrm);
    end;
  end loop;
  return app.with_wakes(to_jsonb(v_results));
end;
$$;
comment on function app.ingest_whatsapp_events(jsonb) is
  'Caller: the inbound edge functions. Array of normalised events in, array of {outcome, tenant_id, channel_id, wakes?, error?} out, same order, one transaction. Outcomes: applied, duplicate, ignored, unparsed, unauthorized (nothing stored), error (stored as unparsed; what else the event says is applied). wakes: a job is due now, so the worker should come by.';
revoke execute on function app.ingest_whatsapp_events(jsonb) from public, anon, authenticated;
grant execute on function app.ingest_whatsapp_events(jsonb) to service_role;
