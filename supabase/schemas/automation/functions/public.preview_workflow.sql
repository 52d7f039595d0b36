create function public.preview_workflow(p_tenant_id uuid, p_definition jsonb, p_event_key text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text;
  v_occurrence jsonb;
  v_values jsonb;
  v_plan jsonb;
  v_id text;
  v_step jsonb;
  o jsonb;
  v_now timestamptz;
  v_branch text;
  v_text text;
  v_note text;
  v_steps jsonb := '[]';
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_workflow_tree(p_definition);
  if app.workflow_problems(p_tenant_id, p_definition) <> '[]' then
    raise sqlstate 'PT409' using message = 'workflow_has_problems', detail = app.workflow_problems(p_tenant_id, p_definition)::text;
  end if;
  v_occurrence := app.workflow_occurrence(p_tenant_id, p_event_key);
  if v_occurrence is null then
    raise sqlstate 'PT404' using message = 'workflow_event_not_found';
  end if;
  if not app.workflow_matches(p_tenant_id, p_definition -> 'trigger', v_occurrence) then
    return jsonb_build_object('starts', false, 'reason', 'does_not_match', 'ends', 'end', 'steps', v_steps);
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  if v_occurrence ->> 'thread_id' is null then
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', (
      select t.id from app.threads_to_reach(p_tenant_id, (v_occurrence ->> 'patient_id')::uuid) x (id)
      join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.id order by t.last_message_at desc, t.id limit 1));
  end if;
  v_values := app.workflow_values(p_tenant_id, v_occurrence);
  v_plan := app.workflow_plan(p_definition);
  v_now := (v_occurrence ->> 'at')::timestamptz;
  if v_occurrence ->> 'kind' = 'birthday' then
    v_now := app.local_moment((v_now at time zone v_zone)::date + make_time(coalesce((p_definition #>> '{trigger,options,hour}')::integer, 9), 0, 0), v_zone);
  end if;
  v_id := v_plan ->> 'first';
  while v_id is not null loop
    v_step := v_plan #> array['steps', v_id];
    o := v_step -> 'options';
    v_branch := null;
    v_note := null;
    v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), v_values);
    case v_step ->> 'kind'
      when 'wait' then v_now := app.workflow_wait_until(o, v_now, v_zone);
      when 'condition' then v_branch := case when app.workflow_condition(p_tenant_id, o, v_occurrence, null, v_now) then 'yes' else 'no' end;
      when 'wait_for_answer', 'ask' then
        if v_step ->> 'kind' = 'ask' and not coalesce((o ->> 'any_hour')::boolean, false) then
          v_now := app.polite_moment(v_now, v_zone);
        end if;
        v_branch := 'not_answered';
        v_now := v_now + make_interval(mins => (o ->> 'minutes')::integer);
      when 'send_message' then
        if not coalesce((o ->> 'any_hour')::boolean, false) then
          v_now := app.polite_moment(v_now, v_zone);
        end if;
        v_note := case
          when v_occurrence ->> 'thread_id' is null then 'no_conversation'
          when app.opted_out_of(p_tenant_id, (v_occurrence ->> 'thread_id')::uuid, p_definition #>> '{settings,purpose}') then 'opted_out' end;
      else null;
    end case;
    v_steps := v_steps || jsonb_build_object('step_id', v_id, 'kind', v_step ->> 'kind', 'at', v_now, 'text', v_text, 'branch', v_branch, 'note', v_note);
    v_id := case when v_step -> 'branches' = '{}' then v_step ->> 'next' else v_step #>> array['branches', v_branch] end;
  end loop;
  return jsonb_build_object('starts', true, 'reason', null, 'ends', 'end', 'steps', v_steps);
end;
$$;
comment on function public.preview_workflow(uuid, jsonb, text) is
  'Caller: owner, admin, supervisor. What a definition would have done with something that happened; nothing is written, nobody answers. {starts, reason, ends, steps: [{step_id, kind, at, text, branch, note}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_workflow, PT409 workflow_has_problems, PT404 workflow_event_not_found.';
revoke execute on function public.preview_workflow(uuid, jsonb, text) from public, anon, authenticated;
grant execute on function public.preview_workflow(uuid, jsonb, text) to authenticated;
