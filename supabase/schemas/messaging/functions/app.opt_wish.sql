create function app.opt_wish(p_tenant_id uuid, p_body text, out effect text, out keyword text)
language plpgsql
stable
set search_path = ''
as $$
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
$$;
comment on function app.opt_wish(uuid, text) is
  'opt_out or opt_in and the words that say so, when a message asks us to stop or to start writing; NULLs when it merely mentions them. A word of app.opt_words or of the clinic''s own alone always counts; in a sentence what is to stop must be our writing.';
revoke execute on function app.opt_wish(uuid, text) from public, anon, authenticated;
