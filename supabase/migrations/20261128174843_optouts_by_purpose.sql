-- optouts by purpose: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."conversation_optouts"
  DROP CONSTRAINT "conversation_optouts_pkey";

DROP FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text);

DROP FUNCTION "app"."opt_wish"(text);

DROP FUNCTION "public"."set_conversation_opt_out"(uuid, text, boolean);

CREATE TABLE "app"."automation_reasons" (
  "reason"  text NOT NULL,
  "purpose" text NOT NULL,
  CONSTRAINT "automation_reasons_pkey" PRIMARY KEY (reason),
  CONSTRAINT "purpose_is_known" CHECK ((purpose = ANY (ARRAY['ack'::text, 'service'::text, 'reminders'::text, 'marketing'::text])))
);

ALTER TABLE "app"."automation_reasons"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."conversation_optout_keywords" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL,
  "word"       text                     NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_optout_keywords_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "conversation_optout_keywords_word" UNIQUE (tenant_id, word)
);

ALTER TABLE "public"."conversation_optout_keywords"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_optout_keywords" FROM "anon";

CREATE TABLE "public"."conversation_optout_settings" (
  "tenant_id"    uuid                     NOT NULL,
  "acknowledges" boolean                  NOT NULL DEFAULT true,
  "opt_out_text" text,
  "opt_in_text"  text,
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_optout_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "opt_in_text_has_length" CHECK (((char_length(opt_in_text) >= 1) AND (char_length(opt_in_text) <= 600))),
  CONSTRAINT "opt_out_text_has_length" CHECK (((char_length(opt_out_text) >= 1) AND (char_length(opt_out_text) <= 600)))
);

ALTER TABLE "public"."conversation_optout_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_optout_settings" FROM "anon";

ALTER TABLE "public"."conversation_optouts"
  ADD COLUMN "purpose" text NOT NULL DEFAULT 'all'::text;

ALTER TABLE "public"."conversation_optouts"
  ADD COLUMN "reason" text;

CREATE OR REPLACE FUNCTION app.bare_words (
  p_text text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
  -- words alone: no links, marks or emoji; greetings, please and thanks aside; what is repeated once
  select btrim(regexp_replace(regexp_replace(replace(' ' || btrim(regexp_replace(
      regexp_replace(app.normalize_text(p_text), '\S+(://|\.\w{2,}/)\S*', ' ', 'g'), '[^a-z0-9]+', ' ', 'g')) || ' ', ' ', '  '),
    ' (oi+e?|ola|opa|bom  dia|boa  (tarde|noite)|por  (favor|gentileza)|favor|pf|pfv|pfvr|pls|plz|please|(muito  )?(obg|obrigad[ao]|brigad[ao])|grat[ao]|agradeco|valeu|vlw|thanks|thank  you|ok|tchau|ja) ', ' ', 'g'),
    '\s+', ' ', 'g'));
$function$;

CREATE OR REPLACE FUNCTION app.create_automation_message (
  p_tenant_id  uuid,
  p_thread_key text,
  p_client_id  uuid,
  p_body       text,
  p_reason     text,
  p_template   jsonb DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_purpose text := coalesce((select r.purpose from app.automation_reasons r where r.reason = p_reason), 'service');
  v_thread public.conversation_threads;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if app.opted_out_of(p_tenant_id, v_thread.id, v_purpose) then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  if v_thread.blocked_at is not null then
    return jsonb_build_object('skipped', 'conversation_blocked');
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null, p_template);
exception when sqlstate 'PT409' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT400' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_answer_word (
  p_word text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
  -- "cancelar" answers a reminder of a session, and must never silence the clinic
  select p_word ~ '^(1|2|sim|s|nao|n|ok|confirm(o|ar|ado|ada)?|cancel(a|o|ar|ado|ada)?|desmarc(a|o|ar)|remarc(a|o|ar))$';
$function$;

CREATE OR REPLACE FUNCTION app.merge_threads (
  p_tenant_id uuid,
  p_from      uuid,
  p_into      uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_from public.conversation_threads;
  v_into public.conversation_threads;
  v_from_is_named boolean;
  v_word record;
begin
  -- messages before conversations, as everywhere; what is written between the two locks is moved as well
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = p_from order by m.id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id in (p_from, p_into) order by t.id for update;
  select * into v_from from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_from;
  select app.name_rank(v_from.contact_name, v_from.name_source) > app.name_rank(t.contact_name, t.name_source) into v_from_is_named
  from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_into;
  update public.conversation_messages set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update public.conversation_addresses set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update app.conversation_events set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  perform app.merge_thread_parts(p_tenant_id, p_from, p_into);
  -- whoever opted out in one of them may have opted in again in the other
  v_word := app.latest_opt_word(p_tenant_id, p_into);
  if v_word.effect = 'opt_in' then
    perform app.lift_opt_out(p_tenant_id, array[p_from, p_into], v_word.said_at);
  end if;
  insert into public.conversation_optouts (tenant_id, thread_id, purpose, keyword, reason, created_by, created_at)
  select o.tenant_id, p_into, o.purpose, o.keyword, o.reason, o.created_by, o.created_at
  from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_from
  on conflict do nothing;
  update public.conversation_threads t set
    unread_count = t.unread_count + v_from.unread_count,
    contact_name = case when v_from_is_named then v_from.contact_name else t.contact_name end,
    name_source = case when v_from_is_named then v_from.name_source else t.name_source end,
    opted_out = exists (
      select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_into and o.purpose = 'all'),
    assigned_to = coalesce(t.assigned_to, v_from.assigned_to),
    assigned_at = coalesce(t.assigned_at, v_from.assigned_at),
    last_inbound_at = greatest(t.last_inbound_at, v_from.last_inbound_at),
    last_reaction = case when (v_from.last_reaction ->> 'at')::timestamptz > coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity')
      then v_from.last_reaction else t.last_reaction end,
    tag_ids = array(
      select u.tag_id from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.thread_id = p_into
      order by u.created_at, u.tag_id),
    snoozed_until = case when t.snoozed_until is not null and v_from.snoozed_until is not null
      then least(t.snoozed_until, v_from.snoozed_until) end,
    snoozed_at = case when v_from.snoozed_until is not null then t.snoozed_at end,
    blocked_at = coalesce(t.blocked_at, v_from.blocked_at),
    next_scheduled_at = least(t.next_scheduled_at, v_from.next_scheduled_at),
    status = case when 'open' in (t.status, v_from.status) then 'open' else 'finished' end,
    created_at = least(t.created_at, v_from.created_at)
  where t.tenant_id = p_tenant_id and t.id = p_into;
  delete from public.conversation_threads where tenant_id = p_tenant_id and id = p_from;
  update public.conversation_threads t set unread_count = app.unread_after_answer(t)
  where t.tenant_id = p_tenant_id and t.id = p_into and t.unread_count > 0;
  v_into := app.refresh_thread_summary(p_tenant_id, p_into);
  perform app.broadcast(p_tenant_id, 'thread_merged',
    jsonb_build_object('from_id', p_from, 'into_id', p_into, 'into_key', v_into.thread_key));
  perform app.broadcast(p_tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(v_into)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.opt_effect_of (
  p_message public.conversation_messages,
  OUT       effect text,
  OUT       keyword text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_message.content ->> 'opt_effect' in ('opt_out', 'opt_in') then
    effect := p_message.content ->> 'opt_effect';
    keyword := p_message.provider;
  elsif p_message.kind in ('button', 'list') then
    -- what a menu calls "Sair" leaves the menu
    if p_message.content ->> 'id' in ('opt_out', 'opt_in') then
      effect := p_message.content ->> 'id';
      keyword := 'button';
    end if;
  elsif p_message.kind in ('text', 'image', 'video', 'document') and char_length(p_message.body) <= 600 then
    select w.effect, w.keyword into effect, keyword from app.opt_wish(p_message.tenant_id, p_message.body) w;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.opt_wish (
  p_tenant_id uuid,
  p_body      text,
  OUT         effect text,
  OUT         keyword text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  -- what we send, and where we have the person
  v_ours constant text := '(msgs?|mensage(m|ns|n)|lembretes?|avisos?|propagandas?|promoc(ao|oes)|ofertas?|novidades|notificac(ao|oes)|whats\w*|zaps?|sms|messages|mensajes)';
  v_many constant text := '(msgs|mensagens|lembretes|avisos|propagandas|promocoes|ofertas|novidades|notificacoes)';
  v_list constant text := 'lista\M(?! de (espera|presenca|exames?|documentos|materiais))';
  v_may_ask constant boolean := p_body ~*
    'msg|mensa|lembrete|aviso|propagand|promo|ofert|novidade|zap|what|list|contato|cadast|n[uú]mero|receb|recib|mand|envi|perturb|incomod|inscr|descad|unsub|remove|stop|text|escrib|consent|pare|tir[ae]|paz';
  v_marked text;
  v_text text;
  v_bare text;
begin
  -- most messages say nothing of the kind, and this is asked about every one of them
  if char_length(p_body) > 60 and not v_may_ask then
    return;
  end if;
  -- words, with a mark where a sentence or a part of it ends; links are no words
  v_marked := regexp_replace(app.normalize_text(p_body), '\S+(://|\.\w{2,}/)\S*', ' ', 'g');
  v_marked := ' ' || btrim(regexp_replace(regexp_replace(v_marked, '\s*[,.;:!?\n]+\s*', ' , ', 'g'), '[^a-z0-9,]+', ' ', 'g'), ' ,') || ' ';
  v_text := regexp_replace(v_marked, '[ ,]+', ' ', 'g');

  -- nothing but the word: said once or more
  v_bare := regexp_replace(app.bare_words(p_body), '^(.+?)( \1)+$', '\1');
  select w.effect, w.word into effect, keyword from (
    select o.effect, o.word from app.opt_words o where o.word = v_bare
    union all
    select 'opt_out', k.word from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.word = v_bare
  ) w limit 1;
  if found then
    return;
  end if;

  -- asked not to
  if not v_may_ask or v_marked ~ ' nao( \w+)? (par(ar?|em?)|sair|(re)?tir(em?|ar)|remov(am?|er)|exclu(am?|ir)|cancel(em?|ar)|descadastr(em?|ar)) ' then
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((par(ar(em)?|em?|a)|chega|deixem?( de)?) (de|d) (me |nos |te )?(mandar|enviar|encher|perturbar|escrever)'
    || '|(par(ar(em)?|em?)|chega) (de |com )?(receber |o envio de |tant[ao]s? |as |os |ess[ae]s? |est[ae]s? |suas? )*' || v_ours
    || '|(nao|n) (quero|queria|queremos|desejo|gostaria de|pretendo|aceito|autorizo|tenho( mais)? interesse em)( mais)?( receber( mais)?)?( o envio de| nenhum\w*| as| os| a| o| ess[ae]s?| est[ae]s?| suas?| de| mais)* ' || v_ours
    || '|(nao|n) quero( mais)? receber( mais)?( nada| isso)?(?=( obrigad[ao]| por favor| de voces| de vcs)* $)'
    || '|(para|pra|de) nao receber( mais)?( as| os| ess[ae]s?| est[ae]s?)* ' || v_ours
    || '|(nao|n) (me |nos )?(mandem?|enviem?|perturbem?|incomodem?) mais(?= (nada|por aqui|aqui|' || v_ours || '| *$))'
    || '|(nao|n) (me |nos )(mandem?|enviem?) (nada|nenhuma)'
    || '|((re)?tir(a|em?|ar|arem)|remov(e|am?|er)|exclu(i|am?|ir)|exclusao|delet(a|em?|ar)|apag(a|uem?|ar))( (de|d[ao]s?|me|o|meu|minha|esse|este|numero|telefone|celular|contato|nome|ai|dai|daqui|desta?|dessa|sua|seus|favor|por))* (' || v_list || '|dai(?= *$)|contatos|cadastro de ' || v_ours || ')'
    || '|((quero|queria|gostaria de|desejo|preciso|pra|para) sair d(a|e|essa|esta) (sua )?|sair d(a|essa|esta) (?=lista $))' || v_list
    || '|me descadastr\w+|descadastr(a|em?|ar) (o )?meu (numero|telefone|contato|celular|whats\w*)|gostaria de (me )?descadastrar'
    || '|cancel(a|em?|ar) (o (recebimento|envio) de ' || v_ours || '|(a |minha |a minha )?inscricao (na ' || v_list || '|nas ' || v_many || ')|(as |os |ess[ae]s |est[ae]s )?' || v_many || ')'
    || '|(bloquei(a|em?)|esquec(e|am?)|esqueca) (o )?meu numero|me deix(a|em?) em paz|dispenso (as |os )?' || v_many
    || '|revogo (o |meu )?consentimento( para| de)* ' || v_ours
    || '|stop (texting|sending|messaging)|(remove|take) me (from|off)|unsubscribe me|no quiero recibir|dej(a|en?) de (escribir|enviar|mandar)\w*)'
  ), 60));
  if keyword <> '' then
    effect := 'opt_out';
    return;
  end if;
  if v_text ~ ' (nao|n) (quero|queria|desejo|gostaria) ' then
    keyword := null;
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((quero|queria|gostaria de|podem?|posso) voltar a (receber|mandar|enviar|me mandar|me enviar)'
    || '|reativ(a|em?|ar)( (o|a|os|as|meu|minha|cadastro|numero|na|lista|de))* ' || v_many
    || '|quero receber( as| os| suas| ess[ae]s)? ' || v_many || ' (de novo|novamente|outra vez)'
    || '|(coloc|bot|adicion|inclu)\w*( me| meu numero)? ((de volta|de novo|novamente) na ' || v_list || '|na lista (de volta|de novo|novamente))'
    || '|me inscrev\w+ (de novo|novamente)'
    || '|(mandem?|mandar|manda|liga|ligar|liguem) (as|os|meus|minhas) ' || v_many || ' (de novo|novamente)'
    || '|(sair|parar) sem querer(?= .*receb)|retornar (as )?mensagens(?= $))'
  ), 60));
  effect := case when keyword <> '' then 'opt_in' end;
  keyword := nullif(keyword, '');
end;
$function$;

CREATE OR REPLACE FUNCTION app.opted_out_of (
  p_tenant_id uuid,
  p_thread_id uuid,
  p_purpose   text
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select p_purpose <> 'ack' and exists (
    select from public.conversation_optouts o
    where o.tenant_id = p_tenant_id and o.thread_id = p_thread_id and o.purpose in ('all', p_purpose));
$function$;

CREATE OR REPLACE FUNCTION app.optout_settings_of (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'acknowledges', coalesce(s.acknowledges, true),
    'opt_out_text', coalesce(s.opt_out_text, 'Pronto, você não receberá mais mensagens automáticas da ' || t.name || '. Para voltar, responda VOLTAR.'),
    'opt_in_text', coalesce(s.opt_in_text, 'Que bom ter você de volta! Você voltará a receber as mensagens da ' || t.name || '. Para parar, responda SAIR.'))
  from public.tenants t left join public.conversation_optout_settings s on s.tenant_id = t.id
  where t.id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.require_open_to_us (
  p_thread public.conversation_threads
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_thread.blocked_at is not null then
    raise sqlstate 'PT409' using message = 'conversation_blocked', hint = 'Unblock the person first.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_opt_ack (
  p_tenant_id  uuid,
  p_kind       text,
  p_thread_key text,
  p_id         uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings jsonb := app.optout_settings_of(p_tenant_id);
begin
  if not (v_settings ->> 'acknowledges')::boolean then
    return jsonb_build_object('skipped', 'not_acknowledged');
  end if;
  return app.create_automation_message(p_tenant_id, p_thread_key, p_id,
    v_settings ->> case p_kind when 'opt_out_ack' then 'opt_out_text' else 'opt_in_text' end, p_kind);
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_scheduled_message (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages;
  v_thread public.conversation_threads;
  v_created jsonb;
  v_refusal text;
begin
  -- the message takes the id of what was scheduled: a repetition finds it
  perform app.lock_send(p_tenant_id, p_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null or v_row.status <> 'scheduled' or v_row.send_at > now() + interval '1 second' then
    return jsonb_build_object('skipped', coalesce(v_row.status, 'scheduled_message_not_found'));
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_row.thread_id;
  begin
    perform app.require_open_to_us(v_thread);
    if v_thread.opted_out then
      raise sqlstate 'PT409' using message = 'opted_out';
    end if;
    v_created := app.enqueue_message(v_thread, p_id, v_row.body, null, 'app', v_row.created_by, v_row.template);
  exception when sqlstate 'PT400' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT409' then
    v_refusal := sqlerrm;
  end;
  if v_refusal is null then
    perform app.close_scheduled(v_row, 'sent', null, (v_created #>> '{message,id}')::uuid);
  else
    perform app.close_scheduled(v_row, 'failed', v_refusal);
  end if;
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return coalesce(v_created, jsonb_build_object('skipped', v_refusal));
end;
$function$;

CREATE OR REPLACE FUNCTION public.check_optout_phrase (
  p_tenant_id uuid,
  p_phrase    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_wish record;
begin
  perform app.require_member(p_tenant_id);
  select w.effect, w.keyword into v_wish from app.opt_wish(p_tenant_id, left(p_phrase, 600)) w;
  return jsonb_build_object('effect', v_wish.effect, 'keyword', v_wish.keyword);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."check_optout_phrase"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_optout_keyword (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  delete from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.id = p_id;
  return found;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_optout_keyword"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_optout_rules (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'words', (select coalesce(jsonb_agg(jsonb_build_object('word', o.word, 'effect', o.effect) order by o.effect desc, o.word), '[]') from app.opt_words o),
    'keywords', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'word', k.word) order by k.word), '[]')
      from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id),
    'settings', app.optout_settings_of(p_tenant_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_optout_rules"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_optouts (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_purpose   text    DEFAULT NULL::text,
  p_limit     integer DEFAULT 50,
  p_offset    integer DEFAULT 0
)
  RETURNS TABLE (
    thread_id    uuid,
    thread_key   text,
    contact_name text,
    phone        text,
    purpose      text,
    keyword      text,
    reason       text,
    noted_by     text,
    created_at   timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_search text := nullif(replace(replace(app.normalize_text(p_search), '%', ''), '_', ''), '');
begin
  perform app.require_member(p_tenant_id);
  return query
    select o.thread_id, t.thread_key, t.contact_name, t.phone, o.purpose, o.keyword, o.reason, pr.full_name, o.created_at
    from public.conversation_optouts o
    join public.conversation_threads t on t.tenant_id = o.tenant_id and t.id = o.thread_id
    left join public.profiles pr on pr.id = o.created_by
    where o.tenant_id = p_tenant_id
      and (p_purpose is null or o.purpose = p_purpose)
      and (v_search is null or app.normalize_text(coalesce(t.contact_name, '')) like '%' || v_search || '%' or t.phone like '%' || v_search || '%')
    order by o.created_at desc, o.thread_id desc, o.purpose
    limit least(greatest(coalesce(p_limit, 50), 1), 200) offset greatest(coalesce(p_offset, 0), 0);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_optouts"(uuid, text, text, integer, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_optouts_of (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS TABLE (
    purpose    text,
    keyword    text,
    reason     text,
    created_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select o.purpose, o.keyword, o.reason, o.created_at
    from public.conversation_optouts o
    where o.tenant_id = p_tenant_id and o.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
    order by o.purpose;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_optouts_of"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_optout_keyword (
  p_tenant_id uuid,
  p_id        uuid,
  p_word      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_word text := app.bare_words(p_word);
begin
  perform app.require_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif v_word is null or char_length(v_word) not between 3 and 40 or v_word !~ '[a-z]' then
    raise sqlstate 'PT400' using message = 'invalid_keyword', hint = 'Three to forty letters, more than a greeting.';
  end if;
  -- one writer a clinic: of two with one word the second is refused
  perform pg_advisory_xact_lock(hashtextextended('conversation_optout_keywords:' || p_tenant_id, 0));
  if exists (select from app.opt_words o where o.word = v_word) or exists (
    select from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.word = v_word and k.id <> p_id) then
    raise sqlstate 'PT409' using message = 'keyword_exists', detail = v_word;
  elsif app.is_answer_word(v_word) then
    raise sqlstate 'PT409' using message = 'keyword_answers_reminders', detail = v_word;
  elsif (select count(*) from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.id <> p_id) >= 50 then
    raise sqlstate 'PT409' using message = 'too_many_keywords', detail = '50';
  end if;
  insert into public.conversation_optout_keywords (tenant_id, id, word, created_by) values (p_tenant_id, p_id, v_word, auth.uid())
  on conflict (tenant_id, id) do update set word = excluded.word;
  return jsonb_build_object('id', p_id, 'word', v_word);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_optout_keyword"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_optout_settings (
  p_tenant_id    uuid,
  p_acknowledges boolean,
  p_opt_out_text text,
  p_opt_in_text  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_out text := nullif(btrim(p_opt_out_text), '');
  v_in text := nullif(btrim(p_opt_in_text), '');
begin
  perform app.require_leader(p_tenant_id);
  if char_length(v_out) > 600 or char_length(v_in) > 600 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '600';
  end if;
  insert into public.conversation_optout_settings (tenant_id, acknowledges, opt_out_text, opt_in_text)
  values (p_tenant_id, coalesce(p_acknowledges, true), v_out, v_in)
  on conflict (tenant_id) do update set acknowledges = excluded.acknowledges, opt_out_text = excluded.opt_out_text,
    opt_in_text = excluded.opt_in_text, updated_at = now();
  return app.optout_settings_of(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_optout_settings"(uuid, boolean, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_conversation_opt_out (
  p_tenant_id  uuid,
  p_thread_key text,
  p_opted_out  boolean,
  p_purpose    text    DEFAULT 'all'::text,
  p_reason     text    DEFAULT NULL::text
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_before boolean := v_row.opted_out;
  v_reason text := nullif(btrim(p_reason), '');
begin
  if p_purpose is null or p_purpose not in ('all', 'reminders', 'marketing') then
    raise sqlstate 'PT400' using message = 'invalid_purpose';
  elsif char_length(v_reason) > 300 then
    raise sqlstate 'PT400' using message = 'reason_too_long', detail = '300';
  end if;
  if p_opted_out then
    insert into public.conversation_optouts (tenant_id, thread_id, purpose, reason, created_by)
    values (p_tenant_id, v_row.id, p_purpose, v_reason, auth.uid())
    -- the latest note stands, also over a word of the person
    on conflict (tenant_id, thread_id, purpose) do update set
      keyword = null, reason = excluded.reason, created_by = excluded.created_by, created_at = now();
  else
    delete from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = v_row.id and o.purpose = p_purpose;
  end if;
  if p_purpose = 'all' then
    update public.conversation_threads t set opted_out = coalesce(p_opted_out, false), updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  end if;
  if v_row.opted_out <> v_before then
    perform app.note_event(v_row, case when v_row.opted_out then 'opted_out' else 'opted_in' end, clock_timestamp());
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_conversation_opt_out"(uuid, text, boolean, text, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."conversation_optout_keywords"
  ADD CONSTRAINT "conversation_optout_keywords_created_by_fkey" FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."conversation_optout_keywords"
  ADD CONSTRAINT "conversation_optout_keywords_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_optout_settings"
  ADD CONSTRAINT "conversation_optout_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_optouts"
  ADD CONSTRAINT "conversation_optouts_pkey" PRIMARY KEY (tenant_id, thread_id, purpose);

ALTER TABLE "public"."conversation_optouts"
  ADD CONSTRAINT "purpose_is_known" CHECK ((purpose = ANY (ARRAY['all'::text, 'reminders'::text, 'marketing'::text])));

ALTER TABLE "public"."conversation_optouts"
  ADD CONSTRAINT "reason_has_length" CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300)));

CREATE INDEX conversation_optout_keywords_created_by ON public.conversation_optout_keywords USING btree (created_by);

CREATE POLICY "select_nobody" ON "app"."automation_reasons"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."conversation_optout_keywords"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."conversation_optout_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."conversation_optouts"."keyword" IS 'The words of the person, or the provider that took them. NULL: a colleague noted the wish, with a reason.';

COMMENT ON FUNCTION "app"."bare_words"(text) IS 'What a message says besides greetings, please and thanks: normalised words with single spaces.';

COMMENT ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb) IS 'Caller: workers. The one gate of what is sent by itself: like create_outbound_message, p_template {id, variables} in place of a text; p_reason is a row of app.automation_reasons, another one counts as service. Answers {skipped: code} where a person would get a refusal, or where the person opted out of that purpose.';

COMMENT ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) IS 'Caller: any member, through send-whatsapp-message, also to somebody who opted out of what is sent by itself. A text, or p_template {id, variables} in its place, or p_content: {upload_id, waveform?} or {quick_reply_file_id} with the text as its caption, {location: {latitude, longitude, name?, address?}}, {contacts: [{name, phones}]}, {forward_of: message id}. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 conversation_blocked, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long; with content PT400 content_invalid, PT409 content_not_supported, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT404 message_not_found.';

COMMENT ON FUNCTION "app"."is_answer_word"(text) IS 'Whether a normalised word answers a reminder of a session; no clinic may make it opt somebody out.';

COMMENT ON FUNCTION "app"."opt_wish"(uuid, text) IS 'opt_out or opt_in and the words that say so, when a message asks us to stop or to start writing; NULLs when it merely mentions them. A word of app.opt_words or of the clinic''s own alone always counts; in a sentence what is to stop must be our writing.';

COMMENT ON FUNCTION "app"."opted_out_of"(uuid, uuid, text) IS 'Whether the person of a conversation wants nothing that is sent by itself for a purpose of app.automation_reasons.';

COMMENT ON FUNCTION "app"."optout_settings_of"(uuid) IS 'What a clinic answers to an opt-out or opt-in: {acknowledges, opt_out_text, opt_in_text}, with the texts that every clinic has at first.';

COMMENT ON FUNCTION "app"."require_open_to_us"(public.conversation_threads) IS 'An opt-out refuses what is sent by itself, never what a colleague writes. Errors: PT409 conversation_blocked.';

COMMENT ON FUNCTION "app"."send_opt_ack"(uuid, text, text, uuid) IS 'Caller: workers. Answers an opt-out (opt_out_ack) or opt-in (opt_in_ack) with the clinic''s text, once for p_id; {skipped: code} where it cannot or does not want to.';

COMMENT ON FUNCTION "public"."check_optout_phrase"(uuid, text) IS 'Caller: members. What a message of that text would do: {effect: opt_out, opt_in or null, keyword: the words that say so}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."delete_optout_keyword"(uuid, uuid) IS 'Caller: owner, admin, supervisor. Takes back a word of the clinic; false when it was not there. Who opted out with it stays opted out. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_optout_rules"(uuid) IS 'Caller: members. {words: [{word, effect}] of every clinic, keywords: [{id, word}] of this one, settings: {acknowledges, opt_out_text, opt_in_text}}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_optouts"(uuid, text, text, integer, integer) IS 'Caller: members. Who opted out, the newest first: conversation, purpose, words or reason and who noted it. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_optouts_of"(uuid, text) IS 'Caller: members. What the person of a conversation does not want to be sent by itself; nothing for an unknown conversation. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_optout_keyword"(uuid, uuid, text) IS 'Caller: owner, admin, supervisor. A word of the clinic that opts out whoever writes nothing else; kept without accents and in lower case. p_id comes from the client. Answers {id, word}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_keyword, PT409 keyword_exists, PT409 keyword_answers_reminders, PT409 too_many_keywords.';

COMMENT ON FUNCTION "public"."save_optout_settings"(uuid, boolean, text, text) IS 'Caller: owner, admin, supervisor. What is answered to whoever opts out or in; an empty text is the one that every clinic has. Answers {acknowledges, opt_out_text, opt_in_text}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 body_too_long.';

COMMENT ON FUNCTION "public"."set_conversation_opt_out"(uuid, text, boolean, text, text) IS 'Caller: members. Notes that the person wants nothing that is sent by itself (p_purpose all), no reminders or no offers (marketing), or takes that note back. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_purpose, PT400 reason_too_long.';

COMMENT ON TABLE "app"."automation_reasons" IS 'ack: answers an opt-out itself; service: what the person asked for or has to know; only an opt-out of everything refuses it.';

COMMENT ON TABLE "public"."conversation_optout_keywords" IS 'Words of a clinic that opt a person out when they are all that a message says, beside the system words of app.opt_words.';

COMMENT ON TABLE "public"."conversation_optout_settings" IS 'What a clinic answers to whoever opts out or in. NULL: the text that every clinic has; no row: everything as it is at first.';

COMMENT ON TABLE "public"."conversation_optouts" IS 'People who asked not to be written to (LGPD art. 18 §2), by what for. conversation_threads.opted_out mirrors a row for all.';

REVOKE ALL ON FUNCTION "app"."bare_words"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."bare_words"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."bare_words"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."bare_words"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."is_answer_word"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_answer_word"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_answer_word"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."opt_wish"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."opt_wish"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."opt_wish"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."opted_out_of"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."opted_out_of"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."opted_out_of"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."optout_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."optout_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."optout_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_opt_ack"(uuid, text, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_opt_ack"(uuid, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_opt_ack"(uuid, text, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_opt_ack"(uuid, text, text, uuid) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."check_optout_phrase"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."check_optout_phrase"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_optout_phrase"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_optout_keyword"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_optout_keyword"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_optout_keyword"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_optout_rules"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_optout_rules"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_optout_rules"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_optouts"(uuid, text, text, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_optouts"(uuid, text, text, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_optouts"(uuid, text, text, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_optouts_of"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_optouts_of"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_optouts_of"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_optout_keyword"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_optout_keyword"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_optout_keyword"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_optout_settings"(uuid, boolean, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_optout_settings"(uuid, boolean, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_optout_settings"(uuid, boolean, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_conversation_opt_out"(uuid, text, boolean, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_conversation_opt_out"(uuid, text, boolean, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_conversation_opt_out"(uuid, text, boolean, text, text) TO "postgres";

REVOKE ALL ON TABLE "public"."conversation_optout_keywords" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_optout_keywords" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_optout_keywords" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_optout_keywords" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_optout_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_optout_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_optout_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_optout_settings" TO "service_role";

ALTER TABLE "public"."conversation_optout_keywords"
  ADD CONSTRAINT "word_is_normalized" CHECK (((word = app.bare_words(word)) AND ((char_length(word) >= 3) AND (char_length(word) <= 40))));

insert into app.automation_reasons (reason, purpose) values
  ('opt_out_ack', 'ack'), ('opt_in_ack', 'service'), ('session_notice', 'service')
on conflict (reason) do update set purpose = excluded.purpose;
